#pragma once

#include <string>

#include "config/value.hpp"

namespace runner {

// " Did you mean `plugin: adam`?", to follow a sentence about an unknown key beside a plugin's
// options, if its author may have meant to name the plugin: {type: adam}, {_target_: Adam},
// {adam, alpha: 1}, {adam: {alpha: 1}}. Empty for other keys.
std::string plugin_hint(const MapEntry& entry);

}  // namespace runner
