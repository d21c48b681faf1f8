#include <fmt/format.h>

#include "cli/arguments/parse.hpp"
#include "cli/arguments/sweep_folder.hpp"
#include "cli/commands/commands.hpp"
#include "slurm/job_states.hpp"
#include "sweep/schedule/sweep_status.hpp"

namespace runner {
namespace {

void print_items(std::string_view state, const std::vector<SweepStatus::Item>& items) {
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
    const auto& [trial, record] = items[i];
    fmt::print("{:<10} {}  {}{}{}\n", state, trial->id, values_text(trial->values),
               record.manifest.stop_reason.empty() ? "" : "  ", record.manifest.stop_reason);
  }
  if (items.size() > most) fmt::print("{:<10} and {} more\n", state, items.size() - most);
}

void print_status(const SweepPlan& plan, const SweepStatus& status) {
  std::string counts;
  for (const auto& [state, count] : status.counts) {
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, state);
  }
  const std::size_t trials = plan.trials.size();
  fmt::print("{}: {} trial{}: {}\n", plan.name, trials, trials == 1 ? "" : "s", counts);
  print_items("running", status.running);
  print_items("failed", status.failed);
  if (const Trial* best = status.progress.best) {
    fmt::print("{:<10} {}  {}  {} {:.4f}\n", "best", best->id, values_text(best->values),
               to_text(plan.objective), status.progress.best_value);
  }
  if (status.earlier_trials > 0) {
    fmt::print("{:<10} {} trial{} of earlier plans with this name, not counted above\n", "earlier",
               status.earlier_trials, status.earlier_trials == 1 ? "" : "s");
  }
}

}  // namespace

int status_command(int argc, char** argv) {
  CLI::App app("Shows how far a sweep is, from what its trials' folders and Slurm say.",
               "runner status");
  std::string folder;
  app.add_option("FOLDER", folder, "The sweep's folder, experiments/NAME")->required();
  if (const auto status = parse_arguments(app, argc, argv)) return *status;
  const SweepFolder sweep = open_sweep_folder(folder);
  print_status(sweep.plan, sweep_status(sweep.plan, folder));
  for (const auto& line : job_states(std::filesystem::path(folder) / "slurm")) {
    fmt::print("{}\n", line);
  }
  return 0;
}

}  // namespace runner
