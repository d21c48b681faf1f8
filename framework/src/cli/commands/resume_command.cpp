#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/terminal_display.hpp"
#include "leases/lease.hpp"
#include "leases/lease_files.hpp"
#include "runs/run_lock.hpp"
#include "runs/run_record.hpp"

namespace runner {
namespace {

struct ResumeArguments {
  std::string run;
  std::string threads;
  std::vector<std::string> plugin_path;
  bool take_over = false;
};

std::filesystem::path without_last_slash(const std::filesystem::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

void check_folder(const std::filesystem::path& folder) {
  std::error_code fault;
  if (std::filesystem::is_regular_file(folder / "run.json", fault)) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: this is no run folder: there is no run.json in it. Give one such as "
                          "experiments/baseline/20260102T030405Z-1a2b3c.",
                          folder.string()));
}

// Refuses a run that its process may still be working on. Finished and diverged ones are over,
// whatever has become of the process.
void check_owner(const RunRecord& record, bool take_over) {
  if (record.status != RunStatus::running) return;
  const auto& owner = *record.manifest.process;
  if (owner_state(owner) == OwnerState::alive) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: process {} is still working on this run.", record.folder.string(),
                            owner.pid));
  }
  if (take_over) return;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("{}: process {} on {} may still be working on this run, and cannot be asked from "
                  "here. Resume it there or, when that process has ended for certain, give "
                  "--take-over.",
                  record.folder.string(), owner.pid, owner.host));
}

// Takes a trial as the processes of its sweep do; nothing for a run of its own.
std::unique_ptr<Lease> acquire_trial_lease(const std::filesystem::path& folder, bool take_over) {
  if (!newest_lease(folder)) return nullptr;
  LeaseSettings settings;
  if (take_over) settings.lease_timeout = std::chrono::milliseconds(0);
  FailureDetector observer(settings);
  auto lease = acquire_lease(folder, observer);
  if (lease) return lease;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("{}: another process holds this trial of a sweep. Wait until it has ended; or, "
                  "when it was on "
                  "another machine and has ended for certain, give --take-over.",
                  folder.string()));
}

// The exit status of a run that came to its end before, or nothing.
std::optional<int> ended_before(const RunRecord& record) {
  if (record.status != RunStatus::finished && record.status != RunStatus::diverged) {
    return std::nullopt;
  }
  log_stderr(fmt::format("{}: the run has {}; there is nothing to resume.\n",
                         record.folder.string(), to_text(record.status)));
  fmt::print("{}\n", record.folder.string());
  return exit_status(record.status);
}

RunOutcome resume(const RunRecord& record, const ResumeArguments& arguments, Lease* lease) {
  prepare_to_train();
  const Catalog catalog(plugin_folders(arguments.plugin_path));
  RunOptions options;
  options.threads = thread_count(arguments.threads);
  options.warnings = catalog.warnings();
  options.resume = {record.folder, record.manifest.started};
  if (lease != nullptr) options.lease = lease_check_of(*lease);
  Diagnostics diagnostics;
  const Experiment experiment = bind_for_run(read_run_spec(record), catalog, diagnostics);
  const InterruptGuard interrupt;
  TerminalDisplay display(interrupt);
  return run_experiment(experiment, HashedData(experiment.dataset), options, display);
}

}  // namespace

int resume_command(int argc, char** argv) {
  CLI::App app(
      "Goes on with an interrupted, killed or failed run from its last checkpoint, to the same "
      "results as if it had never stopped.",
      "runner resume");
  ResumeArguments arguments;
  app.add_option("RUN", arguments.run, "The run's folder")->required();
  add_threads(app, arguments.threads);
  add_plugin_path(app, arguments.plugin_path);
  app.add_flag("--take-over", arguments.take_over,
               "Also when the run's process was on another host, which cannot be asked");
  if (const auto status = parse_arguments(app, argc, argv)) return *status;

  const auto folder = without_last_slash(arguments.run);
  check_folder(folder);
  const RunLock lock(folder);
  if (const auto status = ended_before(read_run(folder))) return *status;
  const auto lease = acquire_trial_lease(folder, arguments.take_over);
  const RunRecord record = read_run(folder);  // its sweep may have run it until the claim was taken
  if (const auto status = ended_before(record)) return *status;
  check_owner(record, arguments.take_over);
  const RunOutcome outcome = resume(record, arguments, lease.get());
  if (outcome.lease_lost) {
    throw Error(
        ErrorCode::system,
        fmt::format("{}: another process has taken over this run's folder.", folder.string()));
  }
  fmt::print("{}\n", outcome.folder.string());
  return exit_status(outcome.status);
}

}  // namespace runner
