#include "cli/terminal/sweep_display.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/terminal/terminal_display.hpp"

namespace runner {
namespace {

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string best_text(const SweepProgress& progress, Metric objective) {
  return fmt::format("best {} {:.4f}", to_text(objective), progress.best_value);
}

// "12/40"; with halving, the trials that have reached the rung: "12/40 at iteration 100".
std::string done_text(const SweepProgress& progress) {
  if (progress.rung == 0) {
    return fmt::format("{}/{}", progress.trials - progress.left(), progress.trials);
  }
  return fmt::format("{}/{} at iteration {}", progress.rung_reached, progress.rung_trials,
                     progress.rung);
}

}  // namespace

std::string sweep_live_line(const SweepProgress& progress, Metric objective, double elapsed) {
  std::string line =
      fmt::format("{}{}, {} running, {} failed", done_text(progress),
                  progress.rung == 0 ? " done" : "", progress.running, progress.failed);
  if (progress.best != nullptr) {
    line += fmt::format(", {} ({})", best_text(progress, objective), progress.best->id);
  }
  if (progress.work_done > 0) {
    line += fmt::format(", {} left", duration(elapsed * progress.work_left / progress.work_done));
  }
  return line;
}

SweepDisplay::SweepDisplay(const SweepPlan& plan, const SweepOptions& options,
                           const InterruptGuard& interrupt)
    : plan_(plan),
      options_(options),
      interrupt_(interrupt),
      terminal_(isatty(STDERR_FILENO) == 1) {}

SweepDisplay::~SweepDisplay() {
  if (live_) log_stderr("\r\x1b[K");
}

void SweepDisplay::line(const std::string& text) {
  log_stderr(fmt::format("{}{}\n", live_ ? "\r\x1b[K" : "", text));
  live_ = false;
}

void SweepDisplay::begin(const SweepProgress& progress) {
  for (const auto& warning : plan_.warnings) line("warning: " + warning);
  std::string text = fmt::format("{}: {}", plan_.name, plural(progress.trials, "trial"));
  if (plan_.duplicates > 0) text += fmt::format(", {} more equal to one of them", plan_.duplicates);
  if (progress.finished > 0) text += fmt::format(", {} finished before", progress.finished);
  if (progress.failed > 0) {
    text += fmt::format(", {} failed before (--retry-failed runs them again)", progress.failed);
  }
  line(fmt::format("{}; {} at a time, {} in all", text, options_.jobs,
                   plural(options_.threads, "thread")));
}

void SweepDisplay::rung(const SweepProgress& progress) {
  line(fmt::format("to iteration {}: {}", progress.rung, plural(progress.rung_trials, "trial")));
}

void SweepDisplay::ended(const Trial& trial, const RunRecord& record,
                         const SweepProgress& progress) {
  std::string text =
      fmt::format("{}  {:8}  {}", trial.id, to_text(record.status), values_text(trial.values));
  if (const auto value = record.metric(plan_.objective)) {
    text += fmt::format("  {} {:.4f}", to_text(plan_.objective), *value);
  }
  line(fmt::format("{}  ({})", text, done_text(progress)));
  if (has_failed(record.status) && !record.manifest.stop_reason.empty())
    line("  " + record.manifest.stop_reason);
}

void SweepDisplay::progress(const SweepProgress& progress) {
  if (!terminal_) return;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
  log_stderr(
      fmt::format("\r\x1b[K{}", sweep_live_line(progress, plan_.objective, elapsed.count())));
  std::fflush(stderr);
  live_ = true;
}

void SweepDisplay::end(const SweepOutcome& outcome) {
  const SweepProgress& progress = outcome.progress;
  if (!outcome.stop_reason.empty()) line("stopped: " + outcome.stop_reason);
  std::string text = fmt::format("{}: {} finished, ", outcome.interrupted ? "interrupted" : "sweep",
                                 progress.finished);
  if (progress.pruned > 0) text += fmt::format("{} pruned, ", progress.pruned);
  text += fmt::format("{} failed, {} left", progress.failed, progress.left());
  if (progress.best != nullptr) {
    text += fmt::format("; {}: {} {}", best_text(progress, plan_.objective), progress.best->id,
                        values_text(progress.best->values));
  }
  line(text);
}

}  // namespace runner
