#pragma once

#include <exception>
#include <string_view>

#include <fmt/format.h>
#include <runner/options.hpp>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// Runs call(), which calls the plugin's function `function` ("step()").
// Throws: Error (plugin_failed) for any exception, except an OptionError from options(), load()
// or read_examples(): it is passed on, since it speaks of the user's input.
template <typename Call>
decltype(auto) call_plugin(const PluginInfo& info, std::string_view function, Call call) {
  const auto failed = [&](std::string_view what) {
    return Error(
        ErrorCode::plugin_failed,
        fmt::format("the {} plugin {} ({}) failed in {}: {}{}", kind_name(info.kind), info.name,
                    info.path.string(), function, what, what.ends_with('.') ? "" : "."));
  };
  try {
    return call();
  } catch (const OptionError& error) {
    if (function == "options()" || function == "load()" || function == "read_examples()") throw;
    throw failed(fmt::format("its option '{}': {}", error.option(), error.what()));
  } catch (const std::exception& error) {
    throw failed(error.what());
  } catch (...) {
    throw failed("it threw something that is not a std::exception.");
  }
}

}  // namespace runner
