#pragma once

#include <memory>
#include <string>
#include <vector>

#include <runner/options.hpp>

#include "config/experiment_spec.hpp"
#include "plugin_host/plugin_info.hpp"

namespace runner {

// Loads the plugin's file, after its build facts were compared, and has it make an object of its
// kind and that precision (datasets ignore it), with default options. The file stays loaded until
// the program ends, since objects and functions of it may be anywhere.
//
// What loading changed and should not have (the floating-point environment) is restored, and a
// sentence about it is added to `warnings`.
//
// Throws: Error (plugin_unusable) if the file does not fit this program or cannot be loaded, Error
// (plugin_failed) if the plugin's own code throws.
std::unique_ptr<Plugin> create_plugin(const PluginInfo& info, Precision precision,
                                      std::vector<std::string>& warnings);

}  // namespace runner
