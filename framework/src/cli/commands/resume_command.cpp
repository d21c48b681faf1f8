#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/terminal_display.hpp"
#include "execution/moved_data.hpp"
#include "execution/recorded_plugins.hpp"
#include "execution/run_experiment.hpp"
#include "execution/run_inputs.hpp"
#include "leases/lease.hpp"
#include "leases/lease_files.hpp"
#include "runs/file_names.hpp"
#include "runs/run_lock.hpp"
#include "runs/run_record.hpp"
#include "sweep/plan/plan_file.hpp"

namespace runner {
namespace {

struct ResumeArguments {
  std::string run;
  std::vector<std::string> new_paths;
  std::optional<std::uint64_t> threads;
  std::vector<std::string> plugin_path;
  bool take_over = false;
};

std::filesystem::path without_last_slash(const std::filesystem::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

// Refuses a folder without a run.json.
void check_folder(const std::filesystem::path& folder) {
  std::error_code error;
  const auto manifest = std::filesystem::symlink_status(folder / file_names::manifest, error);
  if (std::filesystem::exists(manifest)) return;
  if (std::filesystem::is_regular_file(plan_file(folder), error)) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: this is the folder of a sweep. To resume the sweep, run its command "
                    "again; if its data has moved, add the new place as an override such as "
                    "dataset.file=/new/place. To resume one trial, give its folder.",
                    folder.string()));
  }
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: not a run folder: it has no run.json. Give one such as "
                          "experiments/baseline/20260102T030405Z-1a2b3c.",
                          folder.string()));
}

// Refuses a run whose process may still be running.
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
      fmt::format("{}: process {} may still be running on {}; runner cannot check from here. "
                  "Resume the run there, or give --take-over if you are certain that the process "
                  "has ended.",
                  record.folder.string(), owner.pid, owner.host));
}

// Acquires the lease of a trial, as the processes of its sweep do.
// Returns null if the run is not a trial.
// Throws: Error (invalid_input) if another process holds the lease.
std::unique_ptr<Lease> acquire_trial_lease(const std::filesystem::path& folder, bool take_over) {
  if (!newest_lease(folder)) return nullptr;
  LeaseSettings settings;
  if (take_over) settings.lease_timeout = std::chrono::milliseconds(0);
  FailureDetector failure_detector(settings);
  auto lease = acquire_lease(folder, failure_detector);
  if (lease) return lease;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("{}: another process is running this trial of a sweep. Wait until it has ended, "
                  "or give --take-over if it ran on another machine and has certainly ended.",
                  folder.string()));
}

// Writes the new paths of the data, if any were given, into the run's config.
void move_data(const RunRecord& record, const ResumeArguments& arguments, Lease* lease) {
  if (arguments.new_paths.empty()) return;
  const Catalog catalog(plugin_folders(arguments.plugin_path));
  const LeaseCheck check = lease == nullptr ? LeaseCheck() : lease_check_of(*lease);
  for (const auto& entry : move_run_data(record, arguments.new_paths, catalog, check)) {
    log_stderr(fmt::format("{}: set {}.\n", (record.folder / file_names::config).string(), entry));
  }
}

// Reports a run that has ended already, and returns its exit status; returns nothing for any other.
// Its data may have moved nevertheless: `runner show` reads it.
std::optional<ExitStatus> ended_before(const RunRecord& record, const ResumeArguments& arguments) {
  if (record.status != RunStatus::finished && record.status != RunStatus::diverged) {
    return std::nullopt;
  }
  move_data(record, arguments, nullptr);
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
  options.earlier_warnings = record.manifest.warnings;
  options.resume = {record.folder, record.manifest.started};
  if (lease != nullptr) options.lease = lease_check_of(*lease);
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_run_spec(record);
  require_plugins(record, spec, catalog,
                  {PluginKind::dataset, PluginKind::initializer, PluginKind::activation,
                   PluginKind::optimizer});
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  const InterruptGuard interrupt;
  TerminalDisplay display(interrupt);
  const auto data = load_dataset(record, experiment.dataset);
  return run_experiment(experiment, *data, options, display);
}

}  // namespace

ExitStatus resume_command(int argc, char** argv) {
  ArgumentParser parser(
      "runner resume",
      "Resumes an interrupted, killed or failed run from its last checkpoint. The results are\n"
      "the same as if it had never stopped. If its data has moved, give the new place.");
  ResumeArguments arguments;
  parser.add_positional("RUN", arguments.run, "The run's folder");
  parser.add_optional_positionals("OVERRIDE", arguments.new_paths,
                                  "dataset.OPTION=PATH: where the same data is now");
  add_threads(parser, arguments.threads);
  add_plugin_path(parser, arguments.plugin_path);
  parser.add_flag(
      "--take-over", arguments.take_over,
      "Resume even if the run's process was on another host, which runner cannot check");
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  const auto folder = without_last_slash(arguments.run);
  check_folder(folder);
  read_manifest(folder);  // nothing is created in a folder whose run.json cannot be read
  const RunLock lock(folder);
  if (const auto status = ended_before(read_run(folder), arguments)) return *status;
  const auto lease = acquire_trial_lease(folder, arguments.take_over);
  const RunRecord record = read_run(folder);  // again: its sweep may have run it meanwhile
  if (const auto status = ended_before(record, arguments)) return *status;
  check_owner(record, arguments.take_over);
  move_data(record, arguments, lease.get());
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
