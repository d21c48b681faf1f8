// The only header that a plugin needs. A plugin is a class and one line:
//
//     RUNNER_ACTIVATION(Swish, "swish", "Self-gated activation", .formula = "x sigmoid(beta x)")
//
// The line has the class, the plugin's name, a summary and, if you like, fields of Metadata.
// Activation, initializer and optimizer classes are templates over float and double; a dataset is a
// plain class. Names are identifiers in lower case and unique across kinds.
#pragma once

#include <runner/activation.hpp>
#include <runner/dataset.hpp>
#include <runner/initializer.hpp>
#include <runner/learning_rate.hpp>
#include <runner/optimizer.hpp>
#include <runner/options.hpp>
#include <runner/parameters.hpp>
#include <runner/random.hpp>
#include <runner/this_build.hpp>

// Defines the record that the host reads, and the one function that the plugin exports: it returns
// a pointer to the kind's base class, which the host deletes.
#define RUNNER_PLUGIN_(kind, name, summary, create, ...)                                \
  namespace {                                                                           \
  [[gnu::section(".runner.plugin"),                                                     \
    gnu::used]] constinit const ::runner::abi::PluginRecord runner_plugin_record =      \
      ::runner::abi::make_record(kind, name, summary, ::runner::Metadata{__VA_ARGS__}); \
  }                                                                                     \
  extern "C" [[gnu::visibility("default")]] void* runner_create_plugin(                 \
      ::runner::abi::Precision precision) {                                             \
    create;                                                                             \
  }

#define RUNNER_CREATE_REAL_(Base, Class)                            \
  if (precision == ::runner::abi::Precision::single) {              \
    return static_cast<::runner::Base<float>*>(new Class<float>()); \
  }                                                                 \
  return static_cast<::runner::Base<double>*>(new Class<double>())

#define RUNNER_ACTIVATION(Class, name, summary, ...) \
  RUNNER_PLUGIN_("activation", name, summary, RUNNER_CREATE_REAL_(Activation, Class), __VA_ARGS__)

#define RUNNER_INITIALIZER(Class, name, summary, ...) \
  RUNNER_PLUGIN_("initializer", name, summary, RUNNER_CREATE_REAL_(Initializer, Class), __VA_ARGS__)

#define RUNNER_OPTIMIZER(Class, name, summary, ...) \
  RUNNER_PLUGIN_("optimizer", name, summary, RUNNER_CREATE_REAL_(Optimizer, Class), __VA_ARGS__)

#define RUNNER_DATASET(Class, name, summary, ...)                        \
  RUNNER_PLUGIN_("dataset", name, summary, static_cast<void>(precision); \
                 return static_cast<::runner::Dataset*>(new Class()), __VA_ARGS__)
