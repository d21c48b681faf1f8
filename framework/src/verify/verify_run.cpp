#include "verify/verify_run.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "execution/recorded_plugins.hpp"
#include "execution/run_experiment.hpp"
#include "execution/run_inputs.hpp"
#include "runs/file_names.hpp"
#include "verify/scratch_folder.hpp"

namespace runner {
namespace {

// The iteration up to which the run can be compared; nothing if it is the whole run.
std::optional<std::uint64_t> last_comparable(const RunRecord& record, const RunResults& then,
                                             const VerifyOptions& options) {
  const bool is_whole =
      record.status == RunStatus::finished || record.status == RunStatus::diverged;
  if (is_whole) return options.until;
  const std::uint64_t last = then.rows.back().iteration;
  return options.until ? std::min(*options.until, last) : last;
}

// The first iteration from `until` on at which training can pause; 0 if it is too large for one.
std::uint64_t pause_point(std::uint64_t until, std::uint64_t report_every) {
  if (until > std::numeric_limits<std::uint64_t>::max() - report_every) return 0;
  const std::uint64_t rows = until / report_every + (until % report_every == 0 ? 0 : 1);
  return std::max<std::uint64_t>(rows, 1) * report_every;
}

// Shows a run on another display, and requests a stop after an iteration.
class StoppingDisplay final : public RunDisplay {
 public:
  explicit StoppingDisplay(RunDisplay& display) : display_(display) {}

  void stop_after(std::uint64_t iteration) { last_ = iteration; }
  bool has_reached_stop() const { return last_ && iteration_ >= *last_; }

  void line(std::string_view text) override { display_.line(text); }
  void progress(std::uint64_t iteration, std::uint64_t iterations, double seconds) override {
    iteration_ = iteration;
    display_.progress(iteration, iterations, seconds);
  }
  bool stop_requested() override { return has_reached_stop() || display_.stop_requested(); }

 private:
  RunDisplay& display_;
  std::optional<std::uint64_t> last_;
  std::uint64_t iteration_ = 0;
};

// Whether the run's last row of metrics is one that an interruption left between two that are due.
// A pause leaves no such row, so the run is interrupted there again.
bool ends_between_rows(const RunResults& then, std::optional<std::uint64_t> until,
                       std::uint64_t report_every) {
  return until == then.rows.back().iteration && *until % report_every != 0;
}

RunOutcome run_again(const RunRecord& record, const Catalog& catalog, const VerifyOptions& options,
                     const ScratchFolder& scratch, const RunResults& then,
                     std::optional<std::uint64_t> until, StoppingDisplay& display) {
  const ExperimentSpec spec = read_run_spec(record);
  require_plugins(record, spec, catalog,
                  {PluginKind::dataset, PluginKind::initializer, PluginKind::activation,
                   PluginKind::optimizer});
  Diagnostics diagnostics;
  const Experiment experiment = bind_for_run(spec, catalog, diagnostics);
  const auto data = load_dataset(record, experiment.dataset);
  RunOptions run;
  run.folder = scratch.path() / "run";
  run.threads = options.threads;
  if (ends_between_rows(then, until, spec.report_every)) {
    display.stop_after(*until);
  } else if (until) {
    run.pause_after = pause_point(*until, spec.report_every);
  }
  return run_experiment(experiment, *data, run, display);
}

void check_record(const RunRecord& record, const RunResults& then) {
  const std::string folder = record.folder.string();
  if (record.status == RunStatus::running) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the run is still running; verify it when it has ended.", folder));
  }
  if (then.rows.empty()) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: the run has no row of metrics, so there is nothing to verify.", folder));
  }
}

std::string ending_text(const RunRecord& then, const RunRecord& now) {
  if (then.status == now.status) return "";
  return fmt::format("Then the run {}, now it {}.", to_text(then.status), to_text(now.status));
}

void compare_ends(Verification& verification, const RunResults& then, const RunResults& now) {
  if (then.weights.empty() && !now.weights.empty()) {
    verification.missing.emplace_back(file_names::weights);
  } else {
    verification.weights = compare_weights(then.weights, now.weights);
    verification.agreement = std::max(verification.agreement, verification.weights->agreement);
  }
  if (then.predictions.empty() && !now.predictions.empty()) {
    verification.missing.emplace_back(file_names::predictions);
  } else {
    verification.predictions = compare_predictions(then.predictions, now.predictions);
    verification.agreement =
        std::max(verification.agreement, verification.predictions->agreement());
  }
  if (!verification.missing.empty()) verification.agreement = Agreement::different;
}

// `until`, or the last iteration of both runs if they ended before.
std::uint64_t last_compared(std::uint64_t until, const RunResults& then, const RunResults& now) {
  std::uint64_t last = then.rows.back().iteration;
  if (!now.rows.empty()) last = std::max(last, now.rows.back().iteration);
  return std::min(until, last);
}

}  // namespace

Verification verify_run(const RunRecord& record, const Catalog& catalog,
                        const VerifyOptions& options, RunDisplay& display) {
  const RunResults then = read_results(record);
  check_record(record, then);
  Verification verification;
  verification.until = last_comparable(record, then, options);
  const ScratchFolder scratch;
  StoppingDisplay stopping(display);
  const RunOutcome outcome =
      run_again(record, catalog, options, scratch, then, verification.until, stopping);
  if (outcome.status == RunStatus::interrupted && !stopping.has_reached_stop()) {
    verification.interrupted = true;
    return verification;
  }
  if (outcome.status == RunStatus::failed) {
    throw Error(ErrorCode::system, fmt::format("{}: the run could not be repeated: {}",
                                               record.folder.string(), outcome.reason));
  }
  const RunRecord repeated = read_run(outcome.folder);
  const RunResults now = read_results(repeated);
  verification.metrics = compare_metrics(then.rows, now.rows, verification.until);
  verification.agreement = verification.metrics.agreement();
  if (verification.until) {
    verification.until = last_compared(*verification.until, then, now);
  } else {
    verification.ending = ending_text(record, repeated);
    if (!verification.ending.empty()) verification.agreement = Agreement::different;
    compare_ends(verification, then, now);
  }
  verification.circumstances = circumstance_differences(record.manifest, repeated.manifest);
  std::erase_if(verification.circumstances,
                [](const auto& item) { return item.consequence == Consequence::none; });
  return verification;
}

}  // namespace runner
