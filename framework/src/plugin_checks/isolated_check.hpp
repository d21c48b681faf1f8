#pragma once

#include <functional>

#include "config/value.hpp"
#include "plugin_checks/check_log.hpp"
#include "plugin_host/plugin_info.hpp"

namespace runner {

// check_plugin() in a child process, so that a plugin that crashes or loops for ever harms nobody:
// that becomes a fault of the check during which it happened, and the process is killed after
// `seconds`. Calls `listener` here, in order. Call it while the program has one thread. Throws
// std::runtime_error when there can be no child.
void check_plugin_isolated(const PluginInfo& info, const Value& options, double seconds,
                           const std::function<void(const CheckEvent&)>& listener);

}  // namespace runner
