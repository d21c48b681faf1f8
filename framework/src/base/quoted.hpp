// Texts of unknown origin in messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runner {

// `text` in quotes: shortened to `longest` bytes, all but printable ASCII replaced by '?'.
// Not named quoted(), which for a std::string would be std::quoted() wherever <iomanip> is
// included.
std::string in_quotes(std::string_view text, std::size_t longest = 20);

// "'a', 'b', 'c', 'd', 'e' and 2 more"
std::string first_names(const std::vector<std::string>& names);

}  // namespace runner
