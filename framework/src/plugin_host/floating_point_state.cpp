#include "plugin_host/floating_point_state.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#elif !defined(__aarch64__)
#include <cfenv>
#endif

#include <fmt/format.h>

#include "base/nearest_name.hpp"

namespace runner {
namespace {

// Bits of a control register. 0 if there is no such bit.
struct Layout {
  std::uint32_t flush_to_zero = 0;
  std::uint32_t denormals_are_zero = 0;
  std::uint32_t exceptions = 0;
  unsigned rounding_shift = 0;
  std::string_view rounding[4];
};

#if defined(__x86_64__)
constexpr Layout layout = {
    0x8000, 0x0040, 0x1F80, 13, {"to nearest", "downward", "upward", "toward zero"}};
constexpr std::uint32_t sticky_flags = 0x003F;

std::uint32_t read_control() { return _mm_getcsr() & ~sticky_flags; }

void write_control(std::uint32_t control) { _mm_setcsr(control | (_mm_getcsr() & sticky_flags)); }

std::uint32_t read_x87() {
  std::uint16_t control = 0;
  __asm__ volatile("fnstcw %0" : "=m"(control));
  return control;
}

// A flag that is set would trap as soon as its exception is unmasked, so flags are cleared first.
void write_x87(std::uint32_t control) {
  const auto word = static_cast<std::uint16_t>(control);
  __asm__ volatile("fnclex\n\tfldcw %0" : : "m"(word));
}
#elif defined(__aarch64__)
constexpr Layout layout = {
    1U << 24, 0, 0x9F00, 22, {"to nearest", "upward", "downward", "toward zero"}};

std::uint32_t read_control() {
  std::uint64_t control = 0;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  return static_cast<std::uint32_t>(control);
}

void write_control(std::uint32_t control) {
  __asm__ volatile("msr fpcr, %0" : : "r"(static_cast<std::uint64_t>(control)));
}

std::uint32_t read_x87() { return 0; }
void write_x87(std::uint32_t) {}
#else
// Only the rounding mode, without names for its values.
constexpr Layout layout = {};

std::uint32_t read_control() { return static_cast<std::uint32_t>(std::fegetround()); }
void write_control(std::uint32_t control) { std::fesetround(static_cast<int>(control)); }
std::uint32_t read_x87() { return 0; }
void write_x87(std::uint32_t) {}
#endif

}  // namespace

FloatingPointState FloatingPointState::current() {
  FloatingPointState state;
  state.control_ = read_control();
  state.x87_control_ = read_x87();
  return state;
}

void FloatingPointState::restore() const {
  if (*this == current()) return;
  write_control(control_);
  write_x87(x87_control_);
}

std::string FloatingPointState::difference(const FloatingPointState& before) const {
  std::vector<std::string> changes;
  const auto changed = control_ ^ before.control_;
  const auto add_switch = [&](std::uint32_t bit, std::string_view what) {
    if ((changed & bit) != 0) {
      changes.push_back(fmt::format("{} {}", what, (control_ & bit) != 0 ? "on" : "off"));
    }
  };
  add_switch(layout.flush_to_zero, "flush-to-zero");
  add_switch(layout.denormals_are_zero, "denormals-are-zero");
  const auto rounding = [](std::uint32_t control) { return control >> layout.rounding_shift & 3U; };
  if (layout.rounding_shift != 0 && rounding(changed) != 0) {
    changes.push_back(fmt::format("rounding {}", layout.rounding[rounding(control_)]));
  }
  if ((changed & layout.exceptions) != 0) changes.emplace_back("different exceptions trap");
  if (x87_control_ != before.x87_control_) {
    changes.push_back(
        fmt::format("x87 control word {:#x} instead of {:#x}", x87_control_, before.x87_control_));
  }
  if (changes.empty() && changed != 0) {
    changes.push_back(
        fmt::format("control word {:#x} instead of {:#x}", control_, before.control_));
  }
  return join(changes);
}

void FloatingPointGuard::report_change(const PluginInfo& info, std::string_view when,
                                       std::vector<std::string>& warnings) const {
  const std::string changes = FloatingPointState::current().difference(before_);
  if (changes.empty()) return;
  warnings.push_back(
      fmt::format("the {} plugin {} ({}) changed the floating-point environment ({}) {}; it was "
                  "restored.",
                  kind_name(info.kind), info.name, info.path.string(), changes, when));
}

}  // namespace runner
