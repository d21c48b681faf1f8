#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/arguments/argument_parser.hpp"

namespace runner {

// Parses a number of decimal digits alone, so that 010 is ten. `name` is the argument's: "--jobs".
// Throws: Error (invalid_input) if `text` is not such a number or is out of range.
std::uint64_t parse_uint_argument(std::string_view name, const std::string& text, UintRange range);

}  // namespace runner
