#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/value.hpp"

namespace runner {

// Pairs of "key.path" and text, one per scalar of a config, in the file's order.
using FlatConfig = std::vector<std::pair<std::string, std::string>>;

// Flattens the tree of a config file. A plugin's name becomes the value of the plugin's own key:
// `network: {activation: {plugin: swish, beta: 2}}` becomes network.activation = swish and
// network.activation.beta = 2. A list is one text, "[a, b]"; an empty map is "{}". A scalar is its
// text as written, without quotes.
FlatConfig flatten(const Value& config);

// The text at a key, or null.
const std::string* find_text(const FlatConfig& config, std::string_view key);

}  // namespace runner
