#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin_host/plugin_info.hpp"

namespace runner {

struct NewPlugin {
  std::vector<std::filesystem::path> files;  // what was written
  bool in_tree = false;                      // in the plugins folder of a checkout of the framework
};

// Whether `folder` is the folder for plugins of this kind in a checkout of the framework, whose
// build finds them by itself.
bool is_plugin_source_folder(const std::filesystem::path& folder, PluginKind kind);

// Writes a small complete plugin, NAME.cpp, into `folder`, which is made where it is missing, and
// beside it a CMakeLists.txt that builds it against an installed framework, unless the folder is in
// a checkout. Throws InputError when the name is no identifier of at most 63 characters, a file
// exists already or cannot be written.
NewPlugin write_new_plugin(PluginKind kind, const std::string& name,
                           const std::filesystem::path& folder);

}  // namespace runner
