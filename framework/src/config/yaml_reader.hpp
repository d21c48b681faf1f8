#pragma once

#include <string>
#include <string_view>

#include "config/environment.hpp"
#include "config/value.hpp"

namespace runner {

// The text of a config file.
// Throws: Error (invalid_input) if the file cannot be read or is larger than 16 MiB.
std::string read_yaml_text(const std::string& path);

// Reads a config file as parse_yaml() does.
// Throws: Error (invalid_input) also as read_yaml_text().
Value read_yaml_file(const std::string& path, Diagnostics& diagnostics,
                     Variables variables = Variables::expand);

// Parses the text of the file `path` as parse_yaml() does.
Value parse_yaml_file(std::string_view yaml, const std::string& path, Diagnostics& diagnostics,
                      Variables variables = Variables::expand);

// Parses one YAML document; an empty one is null. Scalars follow YAML 1.2's core schema, but a
// quoted scalar is always text. The merge key `<<` is read as YAML 1.1 has it. expand_environment()
// expands ${VAR}, ${VAR:-default} and $$ inside scalars, or refuses ${. Adds to `diagnostics`:
// repeated keys, keys that are not plain text, tags, unset variables. Locations count from `start`,
// the place of the text's first character. Throws: Error (invalid_input) for invalid YAML, which
// lint_yaml() finds before yaml-cpp, a second document, and trees of over 100,000 nodes, which
// aliases can produce.
Value parse_yaml(std::string_view yaml, const SourceLocation& start, Diagnostics& diagnostics,
                 Variables variables = Variables::expand);

// Reads a plain scalar as the core schema does: null, boolean, integer, real, or else text.
Value resolve_plain_scalar(std::string_view text, const SourceLocation& location);

}  // namespace runner
