#include "sweep/trial/run_trial.hpp"

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "data/split.hpp"
#include "execution/run_experiment.hpp"
#include "experiment/fingerprint.hpp"
#include "leases/lease.hpp"
#include "plugin_host/path_options.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// A trial prints to its log.txt only.
class SilentDisplay final : public RunDisplay {
 public:
  explicit SilentDisplay(const std::function<bool()>& stop_requested)
      : stop_requested_(stop_requested) {}

  void line(std::string_view) override {}
  void progress(std::uint64_t, std::uint64_t, double) override {}
  bool stop_requested() override { return stop_requested_(); }

 private:
  const std::function<bool()>& stop_requested_;
};

// Plugins or data may have been replaced, and sweep.json edited, since the sweep was planned.
void check_id(const Experiment& experiment, const HashedData& data, const Trial& trial) {
  const auto sizes = split_sizes(data.data(), experiment.spec);
  const std::string id = trial_id(flatten(resolved_config(experiment, sizes.test)), data.sha256(),
                                  experiment.plugin_sha256);
  if (id == trial.id) return;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("trial {}: its data, one of its plugins or its entry in sweep.json changed after "
                  "the sweep was planned. Restore it, or plan the sweep again with `runner "
                  "CONFIG`.",
                  trial.id));
}

// The run to resume in the folder. Without a checkpoint there is none.
std::optional<EarlierRun> earlier_run(const RunRecord& record) {
  std::error_code error;
  // A symbolic link to nothing is a checkpoint that cannot be read now.
  const auto status = fs::symlink_status(record.folder / file_names::checkpoint, error);
  if (status.type() == fs::file_type::not_found) return std::nullopt;
  return EarlierRun{record.folder, record.manifest.started};
}

// Sets what the trial's earlier attempts leave to this one: a run to resume, and warnings. Files
// that are damaged are reported there and on standard error.
void continue_earlier(RunOptions& options, const RunRecord& record, const TrialGoal& goal) {
  options.earlier_warnings = record.manifest.warnings;
  const std::string damage = goal.damage(record);
  if (damage.empty()) options.resume = earlier_run(record);
  const std::string& problem = damage.empty() ? record.problem : damage;
  if (problem.empty()) return;
  options.warnings.push_back(problem + (options.resume ? " The trial resumes from its checkpoint."
                                                       : " The trial starts again."));
  log_stderr(fmt::format("warning: {}\n", options.warnings.back()));
}

TrialExit exit_of(const RunOutcome& outcome) {
  if (outcome.lease_lost) return TrialExit::was_taken;
  if (has_failed(outcome.status)) return TrialExit::trial_failed;
  return outcome.status == RunStatus::interrupted ? TrialExit::interrupted
                                                  : TrialExit::reached_goal;
}

// Reports a failure that could not be written into run.json.
void report_unrecorded(const Trial& trial, const fs::path& folder, const RunOutcome& outcome) {
  if (outcome.lease_lost || outcome.status != RunStatus::failed) return;
  if (has_failed(read_run_state(folder).status)) return;
  log_stderr(fmt::format("trial {}: {}\n", trial.id, outcome.reason));
}

TrialExit acquire_and_train(const SweepPlan& plan, const Trial& trial, const fs::path& folder,
                            const TrialGoal& goal, unsigned threads, const TrialContext& context) {
  fs::create_directories(folder);
  const auto lease = acquire_lease(folder, context.failure_detector);
  if (!lease) return TrialExit::was_taken;
  // Another process may have worked on the trial since the sweep read its record.
  const RunRecord record = read_run_state(folder);
  if (record.alive || goal.is_reached(record)) return TrialExit::was_taken;

  RunOptions options;
  options.folder = folder;
  options.threads = threads;
  options.warnings = context.catalog.warnings();
  continue_earlier(options, record, goal);
  options.unusable_checkpoint = UnusableCheckpoint::start_over;
  options.pause_after = goal.rung;
  options.lease = lease_check_of(*lease);
  SilentDisplay display(context.stop_requested);
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_trial_spec(plan, trial, diagnostics);
  const Experiment experiment = bind_for_run(spec, context.catalog, diagnostics);
  const HashedData& data = context.data.get(experiment.dataset);
  check_id(experiment, data, trial);
  const RunOutcome outcome = run_experiment(experiment, data, options, display);
  report_unrecorded(trial, folder, outcome);
  return exit_of(outcome);
}

}  // namespace

void prepare_data(const SweepPlan& plan, const Trial& trial, const TrialContext& context) {
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_trial_spec(plan, trial, diagnostics);
  const auto dataset =
      bind_plugin(context.catalog, PluginKind::dataset, spec.dataset, spec.precision, diagnostics);
  diagnostics.throw_if_any();
  try {
    context.data.get(dataset);
  } catch (const Error& error) {
    const auto overrides = overrides_of_missing_paths(dataset);
    if (overrides.empty()) throw;
    throw Error(error.code(), fmt::format("{} If the data has moved, run the sweep's command again "
                                          "with {}.",
                                          error.what(), fmt::join(overrides, " ")));
  }
}

TrialExit run_trial(const SweepPlan& plan, const Trial& trial, const fs::path& folder,
                    const TrialGoal& goal, unsigned threads, const TrialContext& context) noexcept {
  try {
    return acquire_and_train(plan, trial, folder, goal, threads, context);
  } catch (const Error& error) {
    const bool may_pass = error.code() == ErrorCode::not_readable;
    log_stderr(fmt::format(
        "{}{}\n", error.what(),
        may_pass ? " The trial was left as it is; try again when the file can be read." : ""));
    return is_bad_input(error.code()) ? TrialExit::wrong_input : TrialExit::trial_failed;
  } catch (const std::exception& error) {
    log_stderr(fmt::format("{}\n", error.what()));
    return TrialExit::trial_failed;
  }
}

}  // namespace runner
