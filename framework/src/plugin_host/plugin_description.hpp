#pragma once

#include <vector>

#include "plugin_host/catalog.hpp"
#include "plugin_host/option_describer.hpp"

namespace runner {

// A plugin with its options.
struct PluginDescription {
  PluginInfo info;
  std::vector<OptionDescription> options;

  bool has_required_options() const;
};

// Loads the plugin and asks it for its options.
// Throws: Error (plugin_unusable, plugin_failed).
PluginDescription describe_plugin(const PluginInfo& info);

// The catalog's plugins, sorted by kind and then by name. Runs no plugin code.
std::vector<PluginInfo> sorted_plugins(const Catalog& catalog);

// Describes all plugins, in that order.
// Throws: as describe_plugin(); Error (plugin_unusable) if two files have one name.
std::vector<PluginDescription> describe_plugins(const Catalog& catalog);

}  // namespace runner
