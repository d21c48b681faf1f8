// Plugins as JSON, for programs: `runner plugins list --json`, `runner plugins describe --json`.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "config/value.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {

// A config value as JSON.
nlohmann::ordered_json to_json(const Value& value);

// The text of a list with each plugin's kind, name, version, summary, formula and citation (null if
// the plugin has none), and file. Bytes of a path that are not UTF-8 are replaced.
std::string plugins_json(const std::vector<PluginInfo>& plugins);

// The text of a map with the same about one plugin, and `options`: each one's name, type, default
// (null if it has none), required and doc, and as far as they apply above, at_least, below, at_most
// and choices.
std::string plugin_json(const PluginDescription& plugin);

}  // namespace runner
