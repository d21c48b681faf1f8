// What the subcommands of `runner plugins` do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin_host/catalog.hpp"

namespace runner {

// The plugin of that name, of any kind. Throws InputError with the nearest name when there is none.
const PluginInfo& find_plugin(const Catalog& catalog, const std::string& name);

// A line for each plugin, or a JSON array. Runs none of them. Files that are no plugins are warned
// about on standard error.
void list_plugins(const Catalog& catalog, bool json);

// A plugin's metadata and options, as text or JSON.
void describe_plugin_to_user(const PluginInfo& info, bool json);

// Writes the source of a new plugin and says how to go on. `kind` is dataset, initializer,
// activation or optimizer; an empty folder stands for the checkout's folder of that kind, where the
// current directory is one, else for NAME.
void new_plugin(const Catalog& catalog, const std::string& kind, const std::string& name,
                const std::filesystem::path& folder);

struct CheckRequest {
  std::vector<std::string> plugins;  // names, or files that end in .so
  std::vector<std::string> options;  // NAME=VALUE, for each of them
  double seconds = 60;               // limit for one plugin
};

// Puts plugins through the conformance suite; returns the exit status, 1 when one has a fault.
int check_plugins(const Catalog& catalog, const CheckRequest& request);

}  // namespace runner
