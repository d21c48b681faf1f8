#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config_keys.hpp"

namespace runner {

// Declares the keys of a config file, in the file's order.
void declare_keys(ExperimentSpec& spec, ConfigKeys& keys);
// Declares the keys of `early_stopping`.
void declare_keys(EarlyStopping& stopping, ConfigKeys& keys);

// A key that is not a map of keys.
struct KeyPath {
  std::string path;                           // "network.hidden_units"
  std::optional<std::string> default_plugin;  // of a key that holds a plugin; empty: none
};

// All keys of a config but those inside `sweep`, in the file's order.
const std::vector<KeyPath>& key_paths();

// The paths of the keys that hold a plugin, such as "network.activation".
const std::vector<std::string>& plugin_paths();

// The default plugin of the key at `path`; null if the key holds no plugin.
const std::string* default_plugin(std::string_view path);

}  // namespace runner
