#pragma once

#include <exception>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <runner/options.hpp>

#include "plugins/plugin_info.hpp"

namespace runner {

// An exception came out of a plugin; the message names the plugin, its file and the call.
class PluginError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Runs `call`, which goes into the plugin's function `function` ("step()"). An OptionError passes:
// it is the plugin's word about its options. Any other exception becomes a PluginError.
template <typename Call>
decltype(auto) call_plugin(const PluginInfo& info, std::string_view function, Call call) {
  const auto failed = [&](std::string_view what) {
    return PluginError(fmt::format("the {} plugin {} ({}) failed in {}: {}", kind_name(info.kind),
                                   info.name, info.path.string(), function, what));
  };
  try {
    return call();
  } catch (const OptionError&) {
    throw;
  } catch (const std::exception& error) {
    throw failed(error.what());
  } catch (...) {
    throw failed("it threw something that is no std::exception.");
  }
}

}  // namespace runner
