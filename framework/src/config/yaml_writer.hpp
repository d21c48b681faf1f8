#pragma once

#include <string>

#include "config/value.hpp"

namespace runner {

// The tree as YAML that parse_yaml() reads back as the same tree: text that would read as another
// type is quoted, and $ becomes $$. Maps are written in their order; those below the second level,
// and lists, on one line.
std::string write_yaml(const Value& value);

}  // namespace runner
