#pragma once

#include <string>

#include "config/environment.hpp"
#include "config/value.hpp"

namespace runner {

// Reads a config file for its user: lays it over the files that its key `base` names, relative to
// its folder, and removes its top-level keys that begin with `x-`, which hold anchors. Values keep
// the places of the files that they come from. Adds errors in values to `diagnostics`.
// Throws: Error (invalid_input) as read_yaml_file() does, also for a base; if `base` is wrong,
// names a missing file or makes a file a base of itself.
Value read_config_file(const std::string& path, Diagnostics& diagnostics,
                       Variables variables = Variables::expand);

}  // namespace runner
