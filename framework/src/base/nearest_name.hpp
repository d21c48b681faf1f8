#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runner {

// The name most like `written`, by edit distance (insert, delete, replace, swap neighbours), or
// empty when none is within a third of its length (at least 1). Ties go to the first.
std::string nearest_name(std::string_view written, const std::vector<std::string>& names);

// " Did you mean 'alpha'?" or nothing, to end a sentence about an unknown name.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& names);

// "a, b and c"
std::string join(const std::vector<std::string>& names, std::string_view last_separator = " and ");

}  // namespace runner
