#pragma once

#include <memory>
#include <string>
#include <vector>

#include <runner/plugin.hpp>

#include "config/experiment_spec.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

// A plugin loaded and configured for an experiment.
template <typename Base>
struct BoundPlugin {
  std::unique_ptr<Base> plugin;  // null when something was wrong with it
  PluginInfo info;
  Map options;          // every option with its value, defaults included
  PluginChoice choice;  // as written, with places
  // What can change the results and is no error, as sentences that name the plugin and its file.
  std::vector<std::string> warnings;
};

// Finds, loads and configures the plugin that `choice` names. What is wrong is added to
// `diagnostics`: no such plugin, a file that cannot be loaded, unknown options, values of a wrong
// type or out of bounds. Base is Dataset, or Initializer, Activation or Optimizer of float or
// double.
template <typename Base>
BoundPlugin<Base> bind_plugin(const Catalog& catalog, const PluginChoice& choice,
                              Diagnostics& diagnostics);

// The place of an option in the config file, or of the plugin's name when the option was left out.
SourceLocation option_location(const PluginChoice& choice, std::string_view option);

}  // namespace runner
