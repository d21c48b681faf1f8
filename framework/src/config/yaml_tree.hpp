#pragma once

#include <optional>
#include <string_view>

#include "config/environment.hpp"
#include "config/value.hpp"

namespace YAML {  // NOLINT(readability-identifier-naming): the library's name
class Parser;
}

namespace runner {

// Builds the tree of the parser's next document, as parse_yaml() describes it. `yaml` is the text
// that is parsed, and `start` the place of its first character.
// Returns nothing if there is no further document.
// Throws: Error (invalid_input), YAML::Exception.
std::optional<Value> build_next_tree(YAML::Parser& parser, std::string_view yaml,
                                     const SourceLocation& start, Variables variables,
                                     Diagnostics& diagnostics);

}  // namespace runner
