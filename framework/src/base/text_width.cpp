#include "base/text_width.hpp"

#include <locale.h>
#include <wchar.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace runner {
namespace {

struct CodePoint {
  std::optional<std::uint32_t> value;  // nothing for a byte that is not UTF-8
  std::size_t bytes = 1;
};

// Decodes the first code point.
// Requires: `text` is not empty.
CodePoint decode(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < bytes) return {};
  std::uint32_t value = first & (0x7fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return {};
    value = value << 6 | (byte(i) & 0x3fu);
  }
  constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[bytes] || value > 0x10ffff || surrogate) return {};
  return {value, bytes};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t N>
bool is_in(std::uint32_t value, const Range (&ranges)[N]) {
  return std::any_of(std::begin(ranges), std::end(ranges), [value](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

// The width according to the C library, whose tables follow Unicode. wcwidth() knows only ASCII in
// the locale that a program starts with, so it is asked in C.UTF-8, which every Debian has.
std::size_t width_of(std::uint32_t value) {
  if (value < 0x80) return 1;
  static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (utf8 == nullptr) return 1;
  const locale_t before = ::uselocale(utf8);
  const int width = ::wcwidth(static_cast<wchar_t>(value));
  ::uselocale(before);
  return width < 0 ? 1 : static_cast<std::size_t>(width);
}

// A character as a reader sees it: a code point with the marks that combine with it, and those
// that a zero-width joiner adds.
struct Character {
  std::size_t bytes = 0;
  std::size_t width = 0;
};

// Requires: `text` is not empty.
Character first_character(std::string_view text) {
  constexpr std::uint32_t joiner = 0x200d;
  Character character;
  bool joined = true;
  while (character.bytes < text.size()) {
    const CodePoint point = decode(text.substr(character.bytes));
    const std::size_t width = point.value ? width_of(*point.value) : 1;
    if (width > 0 && !joined) break;
    joined = point.value == joiner && character.bytes > 0;
    character.bytes += point.bytes;
    character.width += width;
  }
  return character;
}

// C0, DEL and C1 control characters, line separators, and controls of the writing direction.
bool is_control(std::uint32_t value) {
  constexpr Range controls[] = {{0, 0x1f},        {0x7f, 0x9f},     {0x61c, 0x61c},
                                {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}};
  return is_in(value, controls);
}

// The bytes of the first code points that take at most `width` columns.
std::size_t code_points_within(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const CodePoint point = decode(text.substr(bytes));
    const std::size_t needed = point.value ? width_of(*point.value) : 1;
    if (needed > width) break;
    width -= needed;
    bytes += point.bytes;
  }
  return bytes;
}

std::string spaces_up_to(std::size_t width, std::string_view text) {
  const std::size_t used = display_width(text);
  return std::string(width > used ? width - used : 0, ' ');
}

}  // namespace

std::size_t display_width(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return text.size();
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = decode(text);
    width += point.value ? width_of(*point.value) : 1;
    text.remove_prefix(point.bytes);
  }
  return width;
}

std::string printable(std::string_view text) {
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string result;
  while (!text.empty()) {
    const CodePoint point = decode(text);
    if (point.value && !is_control(*point.value)) {
      result += text.substr(0, point.bytes);
    } else {
      result += '?';
    }
    text.remove_prefix(point.bytes);
  }
  return result;
}

std::string printable_lines(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += printable(text.substr(0, end));
    if (end == text.size()) return result;
    result += '\n';
    text.remove_prefix(end + 1);
  }
}

std::string_view start_within(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  std::size_t used = 0;
  while (bytes < text.size()) {
    const Character character = first_character(text.substr(bytes));
    if (used + character.width > width) break;
    used += character.width;
    bytes += character.bytes;
  }
  return text.substr(0, bytes > 0 ? bytes : code_points_within(text, width));
}

std::string_view end_within(std::string_view text, std::size_t width) {
  std::size_t excess = display_width(text);
  while (excess > width) {
    const Character character = first_character(text);
    excess -= character.width;
    text.remove_prefix(character.bytes);
  }
  return text;
}

std::string pad_right(std::string_view text, std::size_t width) {
  return std::string(text) + spaces_up_to(width, text);
}

std::string pad_left(std::string_view text, std::size_t width) {
  return spaces_up_to(width, text) + std::string(text);
}

}  // namespace runner
