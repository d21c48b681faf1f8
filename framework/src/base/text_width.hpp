// Text on a terminal: what can be printed and how wide it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runner {

// Columns that UTF-8 text takes: 2 for East Asian wide characters and emoji, 0 for combining marks,
// 1 for others and for bytes that are no UTF-8.
std::size_t display_width(std::string_view text);

// `text` with every control character (which could move the cursor or change colours) and every
// byte that is no UTF-8 replaced by '?'.
std::string printable(std::string_view text);

// `text` followed, or preceded, by spaces up to `width` columns.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

}  // namespace runner
