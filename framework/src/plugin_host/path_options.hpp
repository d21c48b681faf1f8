#pragma once

#include <string>
#include <vector>

#include "plugin_host/bound_plugin.hpp"

namespace runner {

// The names of a plugin's options that are paths.
// Throws: as describe_plugin().
std::vector<std::string> path_options(const PluginInfo& info);

// An override for each path of a dataset at which there is nothing: "dataset.file=/new/place".
std::vector<std::string> overrides_of_missing_paths(const BoundPlugin& dataset);

}  // namespace runner
