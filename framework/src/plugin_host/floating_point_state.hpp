#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// How the calling thread computes with floating-point numbers: rounding, flush-to-zero and which
// exceptions trap. Each thread has its own, a new one its maker's; it changes the results of code
// that never asked for it. The sticky flags, which computing sets, are no part of it.
class FloatingPointState {
 public:
  static FloatingPointState current();

  void restore() const;

  // What differs from `before`: "flush-to-zero on and rounding upward". Empty when nothing does.
  std::string difference(const FloatingPointState& before) const;

  bool operator==(const FloatingPointState&) const = default;

 private:
  std::uint32_t control_ = 0;      // MXCSR on x86, FPCR on ARM, elsewhere the rounding mode
  std::uint32_t x87_control_ = 0;  // the control word of x86's other unit
};

// Restores the state of its making at the end of the scope, whatever happened in between.
class FloatingPointGuard {
 public:
  FloatingPointGuard() = default;
  FloatingPointGuard(const FloatingPointGuard&) = delete;
  FloatingPointGuard& operator=(const FloatingPointGuard&) = delete;
  ~FloatingPointGuard() { before_.restore(); }

  // Adds a warning that names the plugin and its file when the state is another one now. `when`
  // ends the first half of the sentence: "while it was loaded".
  void report_change(const PluginInfo& info, std::string_view when,
                     std::vector<std::string>& warnings) const;

 private:
  FloatingPointState before_ = FloatingPointState::current();
};

}  // namespace runner
