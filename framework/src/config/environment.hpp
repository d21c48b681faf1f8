#pragma once

#include <string>
#include <string_view>

#include "config/diagnostics.hpp"

namespace runner {

// Replaces ${VAR} by the environment variable VAR, ${VAR:-default} by `default` if VAR is unset or
// empty, and $$ by $. Any other $ stays. Adds errors to `diagnostics` at `location`: an unset
// variable without a default, a missing brace, an invalid name.
std::string expand_environment(std::string_view text, const SourceLocation& location,
                               Diagnostics& diagnostics);

}  // namespace runner
