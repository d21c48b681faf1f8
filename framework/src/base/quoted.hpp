// Untrusted text in messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runner {

// `text` in quotes, cut to `max_bytes`, with everything but printable ASCII replaced by '?'. Its name
// is not quoted(), which for a std::string means std::quoted() wherever <iomanip> is included.
std::string in_quotes(std::string_view text, std::size_t max_bytes = 20);

// "'a', 'b', 'c', 'd', 'e' and 2 more"
std::string first_names(const std::vector<std::string>& names);

}  // namespace runner
