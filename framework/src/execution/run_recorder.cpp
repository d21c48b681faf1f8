#include "execution/run_recorder.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "config/yaml_writer.hpp"
#include "execution/console_lines.hpp"
#include "execution/run_ending.hpp"
#include "runs/file_names.hpp"
#include "runs/metrics_csv.hpp"
#include "runs/weights.hpp"

namespace runner {

RunRecorder::RunRecorder(RunFolder folder, LeaseCheck lease, RunManifest manifest,
                         std::uint64_t iterations, Sample sample, RunDisplay& display)
    : folder_(std::move(folder)),
      lease_(std::move(lease)),
      manifest_(std::move(manifest)),
      iterations_(iterations),
      sample_(std::move(sample)),
      display_(display) {}

void RunRecorder::begin(const Value& config, std::span<const std::string> lines) {
  if (!lease_.held()) return;
  write_file_atomically(path() / file_names::config, write_yaml(config));
  write_manifest(path(), manifest_);
  folder_.append_metrics(metrics_header());
  for (const auto& line : lines) print(line);
}

void RunRecorder::resume(const MetricsRow& last, std::span<const std::string> lines) {
  if (!lease_.held()) return;
  manifest_.result = last;
  if (const auto first = find_row(read_metrics(path()), 0)) first_loss_ = first->train.loss;
  write_manifest(path(), manifest_);
  for (const auto& line : lines) print(line);
}

void RunRecorder::measured(const MetricsRow& row) {
  if (!lease_.held()) return;
  folder_.append_metrics(metrics_line(row));
  manifest_.result = row;
  if (row.iteration == 0) first_loss_ = row.train.loss;
  print(metrics_report_line(row, sample_.predict(), sample_.labels));
}

void RunRecorder::updated(std::uint64_t iteration, double seconds) {
  display_.progress(iteration, iterations_, seconds);
}

void RunRecorder::write_results(std::span<const NamedArray> weights,
                                std::span<const PredictionLine> predictions) {
  if (lease_.held()) write_weights(path(), weights);
  const DataSummary& data = manifest_.data->summary;
  if (lease_.held()) write_predictions(path(), {data.first_label, data.class_names}, predictions);
}

void RunRecorder::finish(const TrainingOutcome& outcome, const std::string& warning) {
  if (!lease_.held()) return;
  print(outcome_line(outcome));
  if (!warning.empty()) {
    print("warning: " + warning);
    manifest_.warnings.push_back(warning);
  }
  manifest_.result = outcome.last;
  const auto [status, code] = run_ending(outcome.status);
  end_run(manifest_, status, code, outcome.reason);
  write_manifest(path(), manifest_);
}

void RunRecorder::fail(StopCode code, const std::string& reason) {
  display_.line("failed: " + reason);
  try {
    if (!lease_.held()) return;
    end_run(manifest_, RunStatus::failed, code, reason);
    write_manifest(path(), manifest_);
    folder_.append_log("failed: " + reason);
  } catch (const std::exception& error) {
    if (reason != error.what()) display_.line(error.what());
  }
}

void RunRecorder::print(const std::string& line) {
  display_.line(line);
  folder_.append_log(line);
}

}  // namespace runner
