#pragma once

#include <string>

namespace runner {

// The table of the config file's keys in docs/config.md: name, value, default and meaning of each,
// in Markdown.
std::string config_table();

}  // namespace runner
