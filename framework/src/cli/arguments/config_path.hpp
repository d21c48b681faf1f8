#pragma once

#include <string>
#include <vector>

namespace runner {

// Checks the argument CONFIG. `others` are the arguments after it.
// Throws: Error (invalid_input) if it is not the path of an existing file; the sentence suggests
// the config or command that may have been meant.
void check_config_path(const std::string& config, const std::vector<std::string>& others);

}  // namespace runner
