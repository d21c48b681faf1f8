// The conformance suite: checks that a plugin does what every plugin of its kind must do. It runs
// the plugin's code in this process, which a crash would end; isolated_check.hpp uses a child
// process.
#pragma once

#include "config/value.hpp"
#include "plugin_checks/check_log.hpp"
#include "plugin_host/plugin_info.hpp"

namespace runner {

// Runs all checks for the plugin's kind with `options`, a map of those that differ from their
// defaults, then again for each variant of them; see variants_of() in check_options.hpp.
void check_plugin(const PluginInfo& info, const Value& options, CheckLog& log);

}  // namespace runner
