// Plugins as objects of their classes, for code that calls their own functions. Base is Dataset, or
// Initializer, Activation or Optimizer of float or double.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <runner/plugin.hpp>

#include "plugin_host/bound_plugin.hpp"
#include "plugin_host/library.hpp"

namespace runner {

// Requires: the plugin was bound as one of Base's kind and precision.
template <typename Base>
Base& plugin_as(const BoundPlugin& bound) {
  return static_cast<Base&>(*bound.plugin);
}

template <typename Base>
inline constexpr Precision precision_of = Precision::double_;
template <template <typename> typename Base>
inline constexpr Precision precision_of<Base<float>> = Precision::single;

// As create_plugin() of library.hpp. Requires: the plugin is of Base's kind.
template <typename Base>
std::unique_ptr<Base> create_plugin(const PluginInfo& info, std::vector<std::string>& warnings) {
  return std::unique_ptr<Base>(
      static_cast<Base*>(create_plugin(info, precision_of<Base>, warnings).release()));
}

// For code that only looks at the plugin: what loading changed is restored without a warning.
template <typename Base>
std::unique_ptr<Base> create_plugin(const PluginInfo& info) {
  std::vector<std::string> ignored;
  return create_plugin<Base>(info, ignored);
}

}  // namespace runner
