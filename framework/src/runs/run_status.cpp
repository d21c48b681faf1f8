#include "runs/run_status.hpp"

#include <array>
#include <cstddef>

namespace runner {
namespace {

// In the order of the enums.
constexpr std::array<std::string_view, 9> statuses = {"running",     "finished", "paused",
                                                      "interrupted", "diverged", "failed",
                                                      "killed",      "missing",  "unreadable"};
constexpr std::size_t stored_statuses = 6;

constexpr std::array<std::string_view, 13> stop_codes = {
    "early_stopping", "rung",          "pruned",  "signal", "diverged", "no_space", "not_writable",
    "not_readable",   "plugin_failed", "crashed", "exited", "killed",   "error"};

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& texts, std::string_view text,
                         std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (texts[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_text(RunStatus status) { return statuses[static_cast<std::size_t>(status)]; }

std::optional<RunStatus> stored_run_status(std::string_view text) {
  return find<RunStatus>(statuses, text, stored_statuses);
}

std::string_view to_text(StopCode code) { return stop_codes[static_cast<std::size_t>(code)]; }

std::optional<StopCode> stop_code_from(std::string_view text) {
  return find<StopCode>(stop_codes, text, stop_codes.size());
}

StopCode stop_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::no_space:
      return StopCode::no_space;
    case ErrorCode::not_writable:
      return StopCode::not_writable;
    case ErrorCode::not_readable:
    case ErrorCode::not_found:
      return StopCode::not_readable;
    case ErrorCode::plugin_failed:
    case ErrorCode::plugin_unusable:
      return StopCode::plugin_failed;
    case ErrorCode::invalid_input:
    case ErrorCode::damaged:
    case ErrorCode::unsupported:
    case ErrorCode::system:
      break;
  }
  return StopCode::error;
}

}  // namespace runner
