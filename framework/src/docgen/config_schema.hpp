#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "plugin_host/plugin_description.hpp"

namespace runner {

// A JSON Schema (draft-07, http://json-schema.org/draft-07/schema) of the config file, for editors:
// every key and every plugin's options with types, bounds, defaults and meanings. It accepts what
// the runner accepts as far as that does not depend on data, on other keys (but for iterations
// beside epochs) or on ${VAR}.
nlohmann::ordered_json config_schema(const std::vector<PluginDescription>& plugins);

}  // namespace runner
