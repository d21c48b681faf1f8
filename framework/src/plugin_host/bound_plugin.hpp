#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <runner/options.hpp>

#include "config/experiment_spec.hpp"
#include "plugin_host/catalog.hpp"
#include "plugin_host/host_options.hpp"

namespace runner {

// A plugin loaded and configured for an experiment. Code that calls the plugin's own functions gets
// its class by plugin_as() in typed_plugin.hpp.
struct BoundPlugin {
  std::unique_ptr<Plugin> plugin;  // null if something was wrong with it
  PluginInfo info;
  Map options;          // every option with its value, defaults included; the host's if given
  PluginChoice choice;  // as written, with places
  // What can change the results but is not an error, as sentences that name the plugin and its
  // file.
  std::vector<std::string> warnings = {};
  HostOptions host_options = {};
};

// Finds, loads and configures the plugin that `choice` names. `precision` is ignored for datasets.
// Adds to `diagnostics`: an unknown plugin, a file that cannot be loaded, unknown options, values
// of a wrong type or out of bounds.
BoundPlugin bind_plugin(const Catalog& catalog, PluginKind kind, const PluginChoice& choice,
                        Precision precision, Diagnostics& diagnostics);

// The place of an option in the config file, or of the plugin's name if the option was left out.
SourceLocation option_location(const PluginChoice& choice, std::string_view option);

}  // namespace runner
