#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/value.hpp"

namespace runner {

// A config's scalars as "key.path" and text, in the file's order.
using FlatConfig = std::vector<std::pair<std::string, std::string>>;

// Flattens the tree of a config file. A plugin's map gives its name to the map's own key, and its
// options lie below: `network: {activation: {plugin: swish, beta: 2}}` becomes network.activation =
// swish and network.activation.beta = 2. A list is one text, "[a, b]"; an empty map is "{}". A
// scalar is its text as written, without quotes.
FlatConfig flatten(const Value& config);

// The text at a key, or null.
const std::string* find_text(const FlatConfig& config, std::string_view key);

}  // namespace runner
