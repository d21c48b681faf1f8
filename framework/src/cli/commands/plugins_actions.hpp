// What the subcommands of `runner plugins` do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/exit_status.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

// Returns the plugin of that name, of any kind.
// Throws: Error (invalid_input), with the nearest name, if there is no such plugin.
const PluginInfo& find_plugin(const Catalog& catalog, const std::string& name);

// Prints a line for each plugin, or a JSON array, without running any of them. Warns about files
// that are not usable plugins on standard error.
void list_plugins(const Catalog& catalog, bool json);

// Prints a plugin's metadata and options, as text or JSON.
void print_description(const PluginInfo& info, bool json);

// Writes the source of a new plugin and prints how to build and check it. `kind` is the name of a
// PluginKind. An empty `folder` stands for plugins/<kind>s if the current directory is a checkout
// of the framework, and for NAME elsewhere.
// Throws: Error (invalid_input) if a plugin has that name already, and as write_new_plugin().
void new_plugin(const Catalog& catalog, const std::string& kind, const std::string& name,
                const std::filesystem::path& folder);

struct CheckRequest {
  std::vector<std::string> plugins;  // names, or files that end in .so
  std::vector<std::string> options;  // NAME=VALUE, set on each plugin
  double seconds = 60;               // time limit for each plugin
};

// Runs the conformance suite on plugins and prints the results.
// Returns failure if a check found a fault.
// Throws: Error (invalid_input, plugin_unusable) for a wrong option, or a plugin that cannot be
// found or read.
ExitStatus check_plugins(const Catalog& catalog, const CheckRequest& request);

}  // namespace runner
