#pragma once

#include <string>

#include "config/value.hpp"

namespace runner {

// Writes YAML that parse_yaml() reads back as the same tree: it quotes text that would read as
// another type, and writes $ as $$. Maps keep their order. Lists, and maps below the second level,
// take one line.
std::string write_yaml(const Value& value);

}  // namespace runner
