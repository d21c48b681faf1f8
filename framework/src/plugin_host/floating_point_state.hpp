#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// The calling thread's floating-point environment: rounding, flush-to-zero and which exceptions
// trap. Each thread has its own; a new thread inherits that of its creator. A plugin that changes
// it changes the results of unrelated code. The sticky exception flags do not count.
class FloatingPointState {
 public:
  static FloatingPointState current();

  void restore() const;

  // Describes what differs from `before`: "flush-to-zero on and rounding upward". Empty if nothing
  // does.
  std::string difference(const FloatingPointState& before) const;

  bool operator==(const FloatingPointState&) const = default;

 private:
  std::uint32_t control_ = 0;      // MXCSR on x86, FPCR on ARM, otherwise the rounding mode
  std::uint32_t x87_control_ = 0;  // control word of the x87 unit
};

// Restores the state at its construction at the end of the scope.
class FloatingPointGuard {
 public:
  FloatingPointGuard() = default;
  FloatingPointGuard(const FloatingPointGuard&) = delete;
  FloatingPointGuard& operator=(const FloatingPointGuard&) = delete;
  ~FloatingPointGuard() { before_.restore(); }

  // Adds a warning that names the plugin and its file if the state has changed since construction.
  // `when` says when: "while it was loaded".
  void report_change(const PluginInfo& info, std::string_view when,
                     std::vector<std::string>& warnings) const;

 private:
  FloatingPointState before_ = FloatingPointState::current();
};

}  // namespace runner
