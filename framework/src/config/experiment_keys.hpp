#pragma once

#include <string>
#include <vector>

#include "config/config_keys.hpp"

namespace runner {

// Declares the keys of a config file, in the file's order.
void declare_keys(ExperimentSpec& spec, ConfigKeys& keys);
// Declares the keys of `early_stopping`.
void declare_keys(EarlyStopping& stopping, ConfigKeys& keys);

// The paths of the keys that hold a plugin, such as "network.activation".
const std::vector<std::string>& plugin_paths();

}  // namespace runner
