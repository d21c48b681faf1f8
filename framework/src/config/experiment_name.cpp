#include <algorithm>
#include <cstdint>
#include <iterator>

#include "config/experiment_spec.hpp"

namespace runner {
namespace {

// Length of the well-formed UTF-8 sequence at the front (RFC 3629), or 0.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) > 0x9F;
  const bool beyond_unicode = lead == 0xF4 && byte(1) > 0x8F;
  return overlong || surrogate || beyond_unicode ? 0 : length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool is_control(char c) {
  const auto byte = static_cast<std::uint8_t>(c);
  return byte < 0x20 || byte == 0x7F;
}

// Whether the text begins or ends with a space of any width.
bool has_outer_space(std::string_view text) {
  constexpr std::string_view spaces[] = {
      " ",      "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
      "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u202F", "\u205F", "\u3000", "\uFEFF"};
  return std::any_of(std::begin(spaces), std::end(spaces), [&](std::string_view space) {
    return text.starts_with(space) || text.ends_with(space);
  });
}

}  // namespace

std::optional<std::string> name_error(const std::string& name) {
  if (name.empty()) return "must not be empty";
  if (name.size() > 100) return "must have at most 100 bytes";
  if (!is_utf8(name)) return "must be UTF-8";
  if (name.find('/') != std::string::npos) return "must not contain '/'";
  if (std::any_of(name.begin(), name.end(), is_control)) {
    return "must not contain control characters";
  }
  if (has_outer_space(name)) return "must not begin or end with a space";
  if (name[0] == '.' || name[0] == '-') return "must not begin with '.' or '-'";
  return std::nullopt;
}

}  // namespace runner
