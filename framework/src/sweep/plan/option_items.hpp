#pragma once

#include <string_view>
#include <vector>

#include "config/diagnostics.hpp"

namespace runner {

// A part of a command line argument with its place there.
struct OptionItem {
  std::string_view text;  // without spaces around it
  SourceLocation location;
};

// Splits `text` at its commas outside of brackets and quotes. `start` is the place of its first
// character; its line is 0.
// Returns nothing, and adds an error to `diagnostics`, if an item is empty or holds an unquoted
// comment, or if a bracket or quote is not closed.
std::vector<OptionItem> split_option_items(std::string_view text, const SourceLocation& start,
                                           Diagnostics& diagnostics);

}  // namespace runner
