#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "plugin_host/plugin_description.hpp"

namespace runner {

// The JSON Schema (draft 7) of a key that holds a plugin of the kind called `kind`: a bare name, or
// a map of one plugin's name and options. `default_name` may be omitted from the map; empty: a name
// is required.
nlohmann::ordered_json plugin_choice_schema(const std::vector<PluginDescription>& plugins,
                                            std::string_view kind, std::string_view default_name);

}  // namespace runner
