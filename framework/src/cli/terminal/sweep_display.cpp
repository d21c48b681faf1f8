#include "cli/terminal/sweep_display.hpp"

#include <fmt/format.h>

#include "cli/terminal/duration.hpp"

namespace runner {
namespace {

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string best_text(const SweepProgress& progress, Metric objective) {
  return fmt::format("best {} {}", to_text(objective), metric_text(progress.best_value));
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
    line +=
        fmt::format(", {} left", duration_text(elapsed * progress.work_left / progress.work_done));
  }
  return line;
}

SweepDisplay::SweepDisplay(const SweepPlan& plan, const SweepOptions& options,
                           const InterruptGuard& interrupt)
    : plan_(plan), options_(options), interrupt_(interrupt) {}

void SweepDisplay::begin(const SweepProgress& progress) {
  for (const auto& warning : plan_.warnings) live_line_.print("warning: " + warning);
  std::string text = fmt::format("{}: {}", plan_.name, plural(progress.trials, "trial"));
  if (plan_.duplicates > 0)
    text += fmt::format(", {} ignored", plural(plan_.duplicates, "duplicate"));
  if (progress.finished > 0) text += fmt::format(", {} already finished", progress.finished);
  if (progress.failed > 0) {
    text += fmt::format(", {} failed earlier (--retry-failed runs them again)", progress.failed);
  }
  live_line_.print(fmt::format("{}; {} at a time, {} in all", text, options_.jobs,
                               plural(options_.threads, "thread")));
}

void SweepDisplay::rung(const SweepProgress& progress) {
  live_line_.print(
      fmt::format("to iteration {}: {}", progress.rung, plural(progress.rung_trials, "trial")));
}

void SweepDisplay::ended(const Trial& trial, const RunRecord& record,
                         const SweepProgress& progress) {
  std::string text =
      fmt::format("{}  {:8}  {}", trial.id, to_text(record.status), values_text(trial.values));
  if (const auto value = record.metric(plan_.objective)) {
    text += fmt::format("  {} {}", to_text(plan_.objective), metric_text(*value));
  }
  live_line_.print(fmt::format("{}  ({})", text, done_text(progress)));
  if (has_failed(record.status) && !record.manifest.stop_reason.empty()) {
    live_line_.print("  " + record.manifest.stop_reason);
  }
}

void SweepDisplay::progress(const SweepProgress& progress) {
  if (!live_line_.is_visible()) return;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
  live_line_.show(sweep_live_line(progress, plan_.objective, elapsed.count()));
}

void SweepDisplay::end(const SweepOutcome& outcome) {
  const SweepProgress& progress = outcome.progress;
  if (!outcome.stop_reason.empty()) live_line_.print("stopped: " + outcome.stop_reason);
  std::string text = fmt::format("{}: {} finished, ", outcome.interrupted ? "interrupted" : "sweep",
                                 progress.finished);
  if (progress.pruned > 0) text += fmt::format("{} pruned, ", progress.pruned);
  text += fmt::format("{} failed, {} left", progress.failed, progress.left());
  if (progress.best != nullptr) {
    text += fmt::format("; {}: {} {}", best_text(progress, plan_.objective), progress.best->id,
                        values_text(progress.best->values));
  }
  live_line_.print(text);
}

}  // namespace runner
