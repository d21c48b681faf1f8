#pragma once

#include <string>
#include <vector>

namespace runner {

class ArgumentParser;

// Adds --plugin-path FOLDER, which may be repeated. plugin_folders() takes the result.
void add_plugin_path(ArgumentParser& parser, std::vector<std::string>& folders);

}  // namespace runner
