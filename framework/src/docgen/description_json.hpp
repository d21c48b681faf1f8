// What programs are told about plugins: `runner plugins list --json`, `describe --json`.
#pragma once

#include <nlohmann/json.hpp>

#include "config/value.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {

// A config value as JSON.
nlohmann::ordered_json to_json(const Value& value);

// kind, name, version, summary, formula and citation (null when there is none), file.
nlohmann::ordered_json to_json(const PluginInfo& info);

// The same and `options`: for each name, type, default (null when there is none), required, doc,
// and as far as they apply above, at_least, below, at_most and choices.
nlohmann::ordered_json to_json(const PluginDescription& description);

}  // namespace runner
