#include "sweep/trial/run_trial.hpp"

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "data/split.hpp"
#include "execution/run_experiment.hpp"
#include "experiment/trial_id.hpp"
#include "leases/lease.hpp"
#include "plugin_host/plugin_call.hpp"

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

// Plugins or data may have been replaced since the sweep was planned.
template <typename Real>
void check_id(const Experiment<Real>& experiment, const HashedData& data, const Trial& trial) {
  const auto sizes = split_sizes(data.data(), experiment.spec);
  const std::string id = trial_id(flatten(resolved_config(experiment, sizes.test)), data.sha256(),
                                  experiment.plugin_sha256);
  if (id == trial.id) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("trial {}: its data or one of its plugins changed after the sweep was "
                          "planned. Restore it, "
                          "or plan the sweep again with `runner CONFIG`.",
                          trial.id));
}

// The run to resume in the folder. Without a checkpoint there is none.
std::optional<EarlierRun> earlier_run(const fs::path& folder, const TrialRecord& record) {
  require_readable_checkpoint(folder);
  std::error_code error;
  if (!fs::exists(folder / "checkpoint.npz", error)) return std::nullopt;
  return EarlierRun{folder, record.started};
}

// Whether a run that could not be resumed has a checkpoint that is of no use. After any other error
// another attempt may succeed, and starting again would destroy the checkpoint.
bool is_unusable_checkpoint(ErrorCode code) {
  return code == ErrorCode::damaged || code == ErrorCode::invalid_input;
}

template <typename Real>
RunOutcome run(const Experiment<Real>& experiment, const HashedData& data, RunOptions options,
               RunDisplay& display) {
  if (options.resume) {
    try {
      return run_experiment(experiment, data, options, display);
    } catch (const Error& error) {
      if (!is_unusable_checkpoint(error.code())) throw;
      options.warnings.push_back(fmt::format("{} The trial starts again.", error.what()));
      options.resume.reset();
    }
  }
  return run_experiment(experiment, data, options, display);
}

TrialExit exit_of(RunStatus status, const TrialGoal& goal, bool stop_requested) {
  if (status == RunStatus::finished) return TrialExit::reached_goal;
  if (status == RunStatus::paused) return TrialExit::reached_goal;
  if (status != RunStatus::interrupted) return TrialExit::trial_failed;
  return goal.rung != 0 && !stop_requested ? TrialExit::reached_goal : TrialExit::interrupted;
}

TrialExit acquire_and_train(const SweepPlan& plan, const Trial& trial, const fs::path& folder,
                            const TrialGoal& goal, unsigned threads, const TrialContext& context) {
  fs::create_directories(folder);
  const auto lease = acquire_lease(folder, context.failure_detector);
  if (!lease) return TrialExit::was_taken;
  // Another process may have worked on the trial since the sweep read its record.
  const TrialRecord record = read_trial(folder);
  if (record.alive || goal.is_reached(folder, record)) return TrialExit::was_taken;

  RunOptions options;
  options.folder = folder;
  options.threads = threads;
  options.warnings = context.catalog.warnings();
  options.resume = earlier_run(folder, record);
  options.pause_after = goal.rung;
  options.lease_check = lease_check_of(*lease);
  SilentDisplay display(context.stop_requested);
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_trial_spec(plan, trial, diagnostics);
  const RunOutcome outcome =
      with_experiment(spec, context.catalog, diagnostics, [&](const auto& experiment) {
        const HashedData& data = context.data.get(experiment.dataset);
        check_id(experiment, data, trial);
        return run(experiment, data, options, display);
      });
  if (outcome.status == RunStatus::failed && !read_trial(folder).failed()) {
    // run.json could not be written.
    log_stderr(fmt::format("trial {}: {}\n", trial.id, outcome.reason));
  }
  return exit_of(outcome.status, goal, context.stop_requested());
}

}  // namespace

void prepare_data(const SweepPlan& plan, const Trial& trial, const TrialContext& context) {
  Diagnostics diagnostics;
  const ExperimentSpec spec = read_trial_spec(plan, trial, diagnostics);
  const auto dataset = bind_plugin<Dataset>(context.catalog, spec.dataset, diagnostics);
  diagnostics.throw_if_any();
  context.data.get(dataset);
}

TrialExit run_trial(const SweepPlan& plan, const Trial& trial, const fs::path& folder,
                    const TrialGoal& goal, unsigned threads, const TrialContext& context) noexcept {
  try {
    return acquire_and_train(plan, trial, folder, goal, threads, context);
  } catch (const FolderLost&) {
    return TrialExit::was_taken;
  } catch (const Error& error) {
    log_stderr(fmt::format("{}\n", error.what()));
    return is_bad_input(error.code()) ? TrialExit::wrong_input : TrialExit::trial_failed;
  } catch (const std::exception& error) {
    log_stderr(fmt::format("{}\n", error.what()));
    return TrialExit::trial_failed;
  }
}

}  // namespace runner
