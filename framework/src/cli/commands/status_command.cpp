#include <algorithm>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/sweep_folder.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "slurm/job_states.hpp"
#include "sweep/schedule/sweep_status.hpp"

namespace runner {
namespace {

void print_items(std::string_view state, const std::vector<SweepStatus::Item>& items) {
  constexpr std::size_t max_lines = 20;
  for (std::size_t i = 0; i < std::min(items.size(), max_lines); ++i) {
    const auto& [trial, record] = items[i];
    fmt::print("{:<10} {}  {}{}{}\n", state, trial->id, printable(values_text(trial->values)),
               record.manifest.stop_reason.empty() ? "" : "  ",
               printable(record.manifest.stop_reason));
  }
  if (items.size() > max_lines) {
    fmt::print("{:<10} and {} more\n", state, items.size() - max_lines);
  }
}

void print_status(const SweepPlan& plan, const SweepStatus& status) {
  std::string counts;
  for (const auto& [state, count] : status.counts) {
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, state);
  }
  const std::size_t trials = plan.trials.size();
  fmt::print("{}: {} trial{}: {}\n", printable(plan.name), trials, trials == 1 ? "" : "s", counts);
  print_items("running", status.running);
  print_items("failed", status.failed);
  if (const Trial* best = status.progress.best) {
    fmt::print("{:<10} {}  {}  {} {}\n", "best", best->id, printable(values_text(best->values)),
               to_text(plan.objective), metric_text(status.progress.best_value));
  }
  if (status.earlier_trials > 0) {
    fmt::print("{:<10} {} trial{} of earlier plans with this name, not counted above\n", "earlier",
               status.earlier_trials, status.earlier_trials == 1 ? "" : "s");
  }
}

}  // namespace

ExitStatus status_command(int argc, char** argv) {
  ArgumentParser parser("runner status",
                        "Shows a sweep's progress, from its trials' folders and from Slurm.");
  std::string folder;
  parser.add_positional("FOLDER", folder, "The sweep's folder, experiments/NAME");
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  const SweepFolder sweep = open_sweep_folder(folder);
  const SweepStatus status = sweep_status(sweep.plan, folder);
  print_warnings(status.problems);
  print_status(sweep.plan, status);
  for (const auto& line : job_states(std::filesystem::path(folder) / "slurm")) {
    fmt::print("{}\n", line);
  }
  return ExitStatus::success;
}

}  // namespace runner
