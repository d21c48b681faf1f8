// Text on a terminal: what is safe to print, and how wide it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runner {

// The number of columns that UTF-8 text takes: 2 for East Asian wide characters and emoji, 0 for
// combining marks, 1 for other characters and for each byte that is not UTF-8.
std::size_t display_width(std::string_view text);

// `text` with '?' in place of each control character, which could move the cursor, change colours
// or the direction of writing, and of each byte that is not UTF-8. Right-to-left letters stay.
std::string printable(std::string_view text);
// The same, but line breaks stay.
std::string printable_lines(std::string_view text);

// The longest start or end of `text` that takes at most `width` columns. Combining marks and joined
// emoji stay with their character, unless it is wider than `width` itself.
std::string_view start_within(std::string_view text, std::size_t width);
std::string_view end_within(std::string_view text, std::size_t width);

// `text` padded with spaces to `width` columns, on the right or on the left.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

}  // namespace runner
