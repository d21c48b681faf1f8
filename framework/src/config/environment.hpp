#pragma once

#include <string>
#include <string_view>

#include "config/diagnostics.hpp"

namespace runner {

// Replaces ${VAR} by the environment variable VAR, ${VAR:-default} by `default` where VAR is unset
// or empty, and $$ by $. Any other $ stays. What is wrong (an unset variable without default, no
// closing brace, a name that is none) is added to `diagnostics` at `origin`.
std::string expand_environment(std::string_view text, const SourceLocation& location,
                               Diagnostics& diagnostics);

}  // namespace runner
