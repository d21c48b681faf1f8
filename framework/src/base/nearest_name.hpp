#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runner {

// Returns the name closest to `written`: one that differs only in case and in '_', '-' and spaces,
// or else the first of those with the least edit distance (insert, delete, replace, swap
// neighbours). Returns an empty text if no name is within a third of the length of `written` (at
// least 1).
std::string nearest_name(std::string_view written, const std::vector<std::string>& names);

// " Did you mean 'alpha'?", to follow a sentence about an unknown name. Empty if no name is close.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& names);

// "a, b and c"
std::string join(const std::vector<std::string>& names, std::string_view last_separator = " and ");

}  // namespace runner
