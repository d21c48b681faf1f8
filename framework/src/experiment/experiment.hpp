#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/sha256.hpp"
#include "config/experiment_spec.hpp"
#include "plugin_host/bound_plugin.hpp"

namespace runner {

// An experiment whose plugins are loaded and configured.
template <typename Real>
struct Experiment {
  ExperimentSpec spec;
  BoundPlugin<Dataset> dataset;
  BoundPlugin<Initializer<Real>> initializer;
  BoundPlugin<Activation<Real>> activation;
  BoundPlugin<Optimizer<Real>> optimizer;
  // Of the plugins' files, in the order of plugins_of(). bind_experiment() leaves them out.
  std::vector<std::string> plugin_sha256 = {};
};

// Dataset, initializer, activation, optimizer.
template <typename Real>
std::array<const PluginInfo*, 4> plugins_of(const Experiment<Real>& experiment) {
  return {&experiment.dataset.info, &experiment.initializer.info, &experiment.activation.info,
          &experiment.optimizer.info};
}

// Binds every plugin of the spec. Adds what is wrong to `diagnostics`.
template <typename Real>
Experiment<Real> bind_experiment(const ExperimentSpec& spec, const Catalog& catalog,
                                 Diagnostics& diagnostics) {
  return {spec,
          bind_plugin<Dataset>(catalog, spec.dataset, diagnostics),
          bind_plugin<Initializer<Real>>(catalog, spec.initializer, diagnostics),
          bind_plugin<Activation<Real>>(catalog, spec.activation, diagnostics),
          bind_plugin<Optimizer<Real>>(catalog, spec.optimizer, diagnostics),
          {}};
}

// Calls `function` with an Experiment<float> or Experiment<double>, as the spec's precision says.
// Throws an InputError with everything that is in `diagnostics` by then.
template <typename Function>
decltype(auto) with_experiment(const ExperimentSpec& spec, const Catalog& catalog,
                               Diagnostics& diagnostics, Function function) {
  const auto bind_and_call = [&](auto zero) {
    auto experiment = bind_experiment<decltype(zero)>(spec, catalog, diagnostics);
    diagnostics.throw_if_any();
    for (const PluginInfo* info : plugins_of(experiment)) {
      experiment.plugin_sha256.push_back(file_sha256(info->path));
    }
    return function(std::as_const(experiment));
  };
  return spec.precision == Precision::single ? bind_and_call(0.0F) : bind_and_call(0.0);
}

// The experiment as a config tree with every default written out, variables expanded and paths
// absolute. `split_size`: the one that the data led to.
template <typename Real>
Value resolved_config(const Experiment<Real>& experiment, std::uint64_t split_size);

}  // namespace runner
