#pragma once

#include <memory>
#include <string>
#include <vector>

#include <runner/plugin.hpp>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// Loads the plugin's file, after its build facts were compared, and has it make an object. Base is
// Dataset, or Initializer, Activation or Optimizer of float or double, and must be of the plugin's
// kind. The file stays loaded until the program ends, since objects and functions of it may be
// anywhere. Throws PluginFileError when the file does not fit this program or cannot be loaded,
// PluginError when the plugin's own code fails.
//
// What loading changed and should not have (the floating-point environment) is restored, and a
// sentence about it is added to `warnings`.
template <typename Base>
std::unique_ptr<Base> create_plugin(const PluginInfo& info, std::vector<std::string>& warnings);

// For those who only look at the plugin: what loading changed is restored, and not told.
template <typename Base>
std::unique_ptr<Base> create_plugin(const PluginInfo& info) {
  std::vector<std::string> ignored;
  return create_plugin<Base>(info, ignored);
}

// The kind that Base is the class of.
template <typename Base>
inline constexpr PluginKind kind_of = PluginKind::dataset;
template <typename Real>
inline constexpr PluginKind kind_of<Initializer<Real>> = PluginKind::initializer;
template <typename Real>
inline constexpr PluginKind kind_of<Activation<Real>> = PluginKind::activation;
template <typename Real>
inline constexpr PluginKind kind_of<Optimizer<Real>> = PluginKind::optimizer;

}  // namespace runner
