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

// The plugin that is checked, and the options that it gets.
struct Subject {
  PluginInfo info;
  Value options;        // a map
  std::string variant;  // what `options` has beyond the user's: "form: tanh"; may be empty
};

// Runs `call`, which goes into the plugin's `function`. Throws Fault when it leaves another
// floating-point environment behind, which is restored in any case.
template <typename Call>
decltype(auto) keeping_environment(std::string_view function, Call call) {
  struct Guard {
    std::string_view function;
    FloatingPointState before = FloatingPointState::current();

    void check() const {
      const auto after = FloatingPointState::current();
      if (after == before) return;
      throw Fault(fmt::format("{} changes the floating-point environment: {}.", function,
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

// The same, and throws PluginError when the call throws.
template <typename Call>
decltype(auto) checked_call(const PluginInfo& info, std::string_view function, Call call) {
  return keeping_environment(function, [&] { return call_plugin(info, function, call); });
}

// A new object with the subject's options. Throws Fault when they are refused.
template <typename Base>
std::unique_ptr<Base> make_configured(const Subject& subject) {
  std::vector<std::string> warnings;
  auto plugin = create_plugin<Base>(subject.info, warnings);
  if (!warnings.empty()) throw Fault(warnings.front());
  Diagnostics diagnostics;
  OptionReader reader(subject.options, subject.info.name, diagnostics);
  checked_call(subject.info, "options()", [&] { plugin->options(reader); });
  reader.finish();
  diagnostics.throw_if_any();
  return plugin;
}

}  // namespace runner
