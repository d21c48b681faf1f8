#pragma once

#include <memory>
#include <string>

#include <fmt/format.h>

#include "config/value.hpp"
#include "plugin_checks/check_log.hpp"
#include "plugin_host/floating_point_state.hpp"
#include "plugin_host/option_reader.hpp"
#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"

namespace runner {

// A plugin under check, with its options.
struct Subject {
  PluginInfo info;
  Value options;        // a map
  std::string variant;  // the option added to the user's, "form: tanh"; empty if none
};

// Runs call(), which calls the plugin's `function`, and restores the floating-point environment.
// Throws: CheckFailure if the plugin changed it.
template <typename Call>
decltype(auto) keeping_environment(std::string_view function, Call call) {
  struct Guard {
    std::string_view function;
    FloatingPointState before = FloatingPointState::current();

    void check() const {
      const auto after = FloatingPointState::current();
      if (after == before) return;
      throw CheckFailure(fmt::format("{} changes the floating-point environment: {}.", function,
                                     after.difference(before)));
    }
    ~Guard() { before.restore(); }
  };
  const Guard guard{function};
  if constexpr (std::is_void_v<decltype(call())>) {
    call();
    guard.check();
  } else {
    auto result = call();
    guard.check();
    return result;
  }
}

// The same for a call that may throw, which becomes Error (plugin_failed).
template <typename Call>
decltype(auto) checked_call(const PluginInfo& info, std::string_view function, Call call) {
  return keeping_environment(function, [&] { return call_plugin(info, function, call); });
}

// Returns a new object with the subject's options.
// Throws: CheckFailure, Error or OptionError if loading it gives a warning or an option is
// rejected.
template <typename Base>
std::unique_ptr<Base> make_configured(const Subject& subject) {
  std::vector<std::string> warnings;
  auto plugin = create_plugin<Base>(subject.info, warnings);
  if (!warnings.empty()) throw CheckFailure(warnings.front());
  Diagnostics diagnostics;
  OptionReader reader(subject.options, subject.info.name, diagnostics);
  checked_call(subject.info, "options()",
               [&] { declare_options(*plugin, subject.info.kind, reader); });
  reader.finish();
  diagnostics.throw_if_any();
  return plugin;
}

}  // namespace runner
