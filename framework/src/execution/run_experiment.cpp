#include "execution/run_experiment.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/log_stderr.hpp"
#include "checkpoint/checkpoint_file.hpp"
#include "data/data_hash.hpp"
#include "execution/console_lines.hpp"
#include "execution/describe_run.hpp"
#include "execution/learning_check.hpp"
#include "execution/run_ending.hpp"
#include "execution/run_recorder.hpp"

namespace runner {
namespace {

// What the run's files will take: the weights and a checkpoint of some six times their size, both
// twice (a copy while they are written), the lines of metrics, log and predictions, and 64 kB for
// the rest.
std::uint64_t expected_bytes(const TrainingSession& session, Precision precision) {
  const std::uint64_t weight_bytes =
      session.shape().parameter_count() * (precision == Precision::single ? 4 : 8);
  const std::uint64_t rows = session.plan().iterations / session.plan().report_every + 2;
  return 2 * 7 * weight_bytes + 400 * rows + 48 * session.split().test.count() + 65536;
}

RunFolder folder_of_run(const RunOptions& options, const std::string& name, std::uint64_t bytes) {
  if (options.resume) return RunFolder::open(options.resume->folder);
  return options.folder.empty() ? RunFolder::create(options.output, name, bytes)
                                : RunFolder::start_over(options.folder, bytes);
}

// Why the folder's checkpoint and metrics.csv are not of a moment in this training, as a sentence;
// or hands the state to the session and returns an empty text.
std::string problem_with(const Checkpoint& checkpoint, const std::filesystem::path& folder,
                         TrainingSession& session) {
  const TrainingState& state = checkpoint.state;
  const std::uint64_t last_row = state.completed - state.completed % session.plan().report_every;
  if (state.last_row.iteration != last_row) {
    return unusable_checkpoint(
        folder, fmt::format("its last row of metrics is of iteration {}, but that before iteration "
                            "{} is of iteration {}",
                            state.last_row.iteration, state.completed, last_row));
  }
  std::string problem = metrics_problem(folder, checkpoint.metrics_bytes, state.last_row);
  if (!problem.empty()) return problem;
  problem = session.resume(state);
  return problem.empty() ? problem : unusable_checkpoint(folder, problem);
}

// The checkpoint that an earlier run continues from, already handed to the session. If it cannot be
// used and may not be refused, the run starts over with a warning instead, also on standard error:
// the display of a trial shows nothing.
std::optional<Checkpoint> restore(TrainingSession& session, const Fingerprint& fingerprint,
                                  RunOptions& options) {
  if (!options.resume) return std::nullopt;
  const auto folder = options.resume->folder;
  CheckpointReading reading = read_checkpoint(folder, fingerprint, session.plan().iterations);
  if (reading.checkpoint) {
    reading.problem = problem_with(*reading.checkpoint, folder, session);
    if (reading.problem.empty()) return std::move(reading.checkpoint);
  }
  if (reading.problem.empty()) return std::nullopt;
  if (options.unusable_checkpoint == UnusableCheckpoint::refuse) {
    throw Error(ErrorCode::damaged, reading.problem);
  }
  options.warnings.push_back(reading.problem + " The trial starts again.");
  log_stderr(fmt::format("warning: {}\n", options.warnings.back()));
  options.resume.reset();
  return std::nullopt;
}

std::vector<std::string> opening_lines(const Experiment& experiment, const HashedData& data,
                                       const TrainingSession& session, const RunOptions& options,
                                       const std::optional<Checkpoint>& checkpoint) {
  std::vector<std::string> lines;
  for (const auto& warning : options.warnings) lines.push_back("warning: " + warning);
  if (options.resume) {
    lines.push_back(resumed_line(
        checkpoint ? std::optional(checkpoint->state.completed) : std::nullopt, session.plan()));
  }
  lines.push_back(data_line(experiment.spec.name, data.summary(), session.split()));
  for (auto& line : data_details(data.summary())) lines.push_back(std::move(line));
  lines.push_back(network_line(experiment, session.shape(), session.plan(), options.threads));
  return lines;
}

// Trains and records. Errors end the run as failed.
RunOutcome train(const ExperimentSpec& spec, const DataSummary& data, TrainingSession& session,
                 RunRecorder& recorder, CheckpointFile& checkpoint) {
  const TrainingOutcome outcome = session.train(recorder, &checkpoint);
  const auto predictions = prediction_lines(session);
  recorder.write_results(session.parameters(), predictions);
  recorder.finish(outcome,
                  learning_warning(spec, session, {outcome, recorder.first_loss(), predictions},
                                   data.class_names));
  const RunStatus status = run_ending(outcome.status).first;
  if (status == RunStatus::finished || status == RunStatus::diverged) checkpoint.remove();
  return {recorder.path(), status, outcome.reason};
}

}  // namespace

RunOutcome run_experiment(const Experiment& experiment, const HashedData& data, RunOptions options,
                          RunDisplay& display) {
  const ExperimentSpec& spec = experiment.spec;
  // Encodes the examples while another thread may still hash them.
  const auto session = start_session(experiment, data.data(), options.threads, options.pause_after);
  const Value config =
      resolved_config(experiment, data.summary().has_test_set ? 0 : session->split().test.count());
  const Fingerprint fingerprint(experiment, config, data.sha256(), split_sha256(session->split()));
  const auto checkpoint = restore(*session, fingerprint, options);
  for (auto& warning : warnings_before_training(experiment, data.data(), session->split())) {
    options.warnings.push_back(std::move(warning));
  }
  if (!options.lease.held()) return {options.folder, RunStatus::interrupted, {}, true};
  RunFolder folder = folder_of_run(options, spec.name, expected_bytes(*session, spec.precision));
  remove_abandoned_files(folder.path());
  if (options.resume) folder.cut_metrics(checkpoint ? checkpoint->metrics_bytes : 0);
  CheckpointFile checkpoint_file(folder.path(), fingerprint, spec.checkpoint_every, options.lease);
  const auto lines = opening_lines(experiment, data, *session, options, checkpoint);
  RunRecorder recorder(
      std::move(folder), options.lease, describe_run(experiment, data, *session, options),
      session->plan().iterations, sample_of(*session, data.summary().class_names), display);
  RunOutcome outcome;
  try {
    checkpoint ? recorder.resume(checkpoint->state.last_row, lines) : recorder.begin(config, lines);
    outcome = train(spec, data.summary(), *session, recorder, checkpoint_file);
  } catch (const Error& error) {
    recorder.fail(stop_code_of(error.code()), error.what());
    outcome = {recorder.path(), RunStatus::failed, error.what()};
  } catch (const std::exception& error) {
    recorder.fail(StopCode::error, error.what());
    outcome = {recorder.path(), RunStatus::failed, error.what()};
  }
  outcome.lease_lost = !options.lease.held_so_far();
  return outcome;
}

}  // namespace runner
