#pragma once

#include <string>
#include <string_view>

#include "config/diagnostics.hpp"

namespace runner {

// What becomes of ${VAR} in a text.
enum class Variables {
  expand,
  refuse,  // The program wrote the text and expanded its variables. One that is there would put the
           // environment of whoever reads the text into it.
};

// Replaces ${VAR} by the environment variable VAR, ${VAR:-default} by `default` if VAR is unset or
// empty, and $$ by $. Any other $ stays. Adds errors to `diagnostics` at `location`: an unset
// variable without a default, a missing brace, an invalid name; any ${ if variables are refused.
std::string expand_environment(std::string_view text, const SourceLocation& location,
                               Variables variables, Diagnostics& diagnostics);

}  // namespace runner
