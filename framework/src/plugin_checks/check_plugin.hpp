// The conformance suite: what every plugin of a kind must do, checked on a real one. It runs the
// plugin's code, so a plugin that crashes takes the process with it; isolated_check.hpp has a
// process of its own for that.
#pragma once

#include "config/value.hpp"
#include "plugin_checks/check_log.hpp"
#include "plugin_host/plugin_info.hpp"

namespace runner {

// Runs all checks for the plugin's kind with `options`, a map as beside a plugin's name in a config
// (an empty one: the defaults), then again for each variant of them (variants_of() in
// check_options.hpp).
void check_plugin(const PluginInfo& info, const Value& options, CheckLog& log);

}  // namespace runner
