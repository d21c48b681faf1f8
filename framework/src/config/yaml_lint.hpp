#pragma once

#include <string_view>

#include "config/diagnostics.hpp"

namespace runner {

// Checks what yaml-cpp accepts although it is not YAML and may mean something else than its author
// believes: quotes and brackets that are never closed, tabs as indentation, a second colon, lines
// without a key, empty places between commas, text after a value. Accepts some other invalid YAML,
// which yaml-cpp or the reader of a config refuses or which cannot change a value. Locations are
// those of parse_yaml().
// Requires: the text holds no NUL byte.
// Throws: Error (invalid_input) for the first fault; in an argument of the command line also for a
// comment.
void lint_yaml(std::string_view yaml, const SourceLocation& start);

}  // namespace runner
