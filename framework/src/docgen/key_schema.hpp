#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "config/config_keys.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {

// JSON Schemas (draft 7) of the keys that `declare` declares: an object of one schema per key, to
// be the `properties` of a map. `plugins` are those that the keys of plugins may name.
nlohmann::ordered_json key_schemas(const ConfigKeys::Declare& declare,
                                   const std::vector<PluginDescription>& plugins);

}  // namespace runner
