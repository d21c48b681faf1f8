#pragma once

#include <string>
#include <vector>

#include "plugin_host/plugin_description.hpp"

namespace runner {

// The text of a JSON Schema (draft 7, http://json-schema.org/draft-07/schema#) of the config file,
// for editors: every key and every plugin's options with types, bounds, defaults and meanings. It
// accepts what the runner accepts as far as that does not depend on data or on ${VAR}, and of the
// relations between keys it knows the most common ones.
std::string config_schema(const std::vector<PluginDescription>& plugins);

}  // namespace runner
