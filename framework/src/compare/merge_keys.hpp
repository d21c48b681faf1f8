#pragma once

#include <string>
#include <vector>

#include "config/flat_config.hpp"

namespace runner {

// Adds the keys of `config` that are not in `keys` yet, each after the key that precedes it there.
void merge_keys(std::vector<std::string>& keys, const FlatConfig& config);

}  // namespace runner
