#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin_host/plugin_info.hpp"

namespace runner {

struct NewPlugin {
  std::vector<std::filesystem::path> files;  // those written
  bool in_tree = false;                      // in the plugins folder of a checkout of the framework
};

// Whether `folder` is the folder for plugins of this kind in a checkout of the framework. The
// checkout's build finds the plugins in it.
bool is_plugin_source_folder(const std::filesystem::path& folder, PluginKind kind);

// Writes a small complete plugin, NAME.cpp, into `folder`, and creates the folder if it is missing.
// Outside a checkout it also writes a CMakeLists.txt that builds the plugin against an installed
// framework.
// Throws: Error (invalid_input) if the name is not an identifier of at most 63 characters, a file
// already exists, or one cannot be written.
NewPlugin write_new_plugin(PluginKind kind, const std::string& name,
                           const std::filesystem::path& folder);

}  // namespace runner
