#pragma once

#include <memory>

#include <runner/plugin.hpp>

#include "plugins/plugin_info.hpp"

namespace runner {

// Loads the plugin's file, after its build facts were compared, and has it make an object. Base is
// Dataset, or Initializer, Activation or Optimizer of float or double, and must be of the plugin's
// kind. The file stays loaded until the program ends, since objects and functions of it may be
// anywhere. Throws PluginFileError when the file does not fit this program or cannot be loaded,
// PluginError when the plugin's own code fails.
template <typename Base>
std::unique_ptr<Base> create_plugin(const PluginInfo& info);

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
