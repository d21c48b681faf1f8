#pragma once

#include <functional>

#include "config/value.hpp"
#include "plugin_checks/check_log.hpp"
#include "plugin_host/plugin_info.hpp"

namespace runner {

// Runs check_plugin() in a child process. If the plugin crashes or exits, or the child has not
// ended after `seconds` and is killed, the check that was running fails. Calls `listener` in this
// process, in order.
// Requires: the process has one thread.
// Throws: Error (system) if a child cannot be created.
void check_plugin_isolated(const PluginInfo& info, const Value& options, double seconds,
                           const std::function<void(const CheckEvent&)>& listener);

}  // namespace runner
