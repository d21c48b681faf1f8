#pragma once

#include <string>
#include <string_view>

#include "config/value.hpp"

namespace runner {

// Reads a config file. Throws InputError when it cannot be read, is no YAML, or breaks one of the
// rules of parse_yaml().
Value read_yaml_file(const std::string& path, Diagnostics& diagnostics);

// Turns one YAML document into a tree. Scalars follow YAML 1.2's core schema, but a quoted scalar
// is always text; ${VAR}, ${VAR:-default} and $$ are expanded inside scalars
// (expand_environment()). Added to `diagnostics`: repeated keys, keys that are no plain text, tags,
// unset variables. Thrown as InputError: what is no YAML, a second document, and trees of over
// 100,000 nodes, as aliases can make. Places are counted from `start`, the place of the text's
// first character. An empty document is null.
Value parse_yaml(std::string_view yaml, const SourceLocation& start, Diagnostics& diagnostics);

// `text` as the core schema reads a plain scalar: null, boolean, integer, real, or else text.
Value resolve_plain_scalar(std::string_view text, const SourceLocation& location);

}  // namespace runner
