#include "cli/arguments/uint_argument.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"

namespace runner {

std::uint64_t parse_uint_argument(std::string_view name, const std::string& text, UintRange range) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool too_large = error == std::errc::result_out_of_range && stop == end;
  if (!too_large && (error != std::errc() || stop != end || number < range.min)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} must be a whole number of at least {}, but it is '{}'.", name,
                            range.min, text));
  }
  if (too_large || number > range.max) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} must be at most {}, but it is {}.", name, range.max, text));
  }
  return number;
}

}  // namespace runner
