#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/named_array.hpp"
#include "config/value.hpp"
#include "execution/run_display.hpp"
#include "leases/lease_check.hpp"
#include "runs/predictions.hpp"
#include "runs/run_folder.hpp"
#include "runs/run_manifest.hpp"
#include "training/training_outcome.hpp"

namespace runner {

// Keeps a run's folder up to date during training, and shows the same on the display. Once the
// lease is lost it writes nothing more and asks training to stop.
class RunRecorder final : public TrainingObserver {
 public:
  // The first and last few training examples, for the report's line.
  struct Sample {
    std::vector<std::string> labels;                    // the names of their classes
    std::function<std::vector<std::string>()> predict;  // the names of those predicted now
  };

  // Requires: the manifest has the data.
  RunRecorder(RunFolder folder, LeaseCheck lease, RunManifest manifest, std::uint64_t iterations,
              Sample sample, RunDisplay& display);

  const std::filesystem::path& path() const { return folder_.path(); }

  // Writes config.yaml and run.json, and prints what is about to run.
  void begin(const Value& config, std::span<const std::string> lines);

  // For a run that is resumed, instead of begin(): leaves config.yaml as it is. `last` is the last
  // row of metrics.csv.
  void resume(const MetricsRow& last, std::span<const std::string> lines);

  // The training loss at iteration 0, if it is known.
  const std::optional<double>& first_loss() const { return first_loss_; }

  void measured(const MetricsRow& row) override;
  void updated(std::uint64_t iteration, double seconds) override;
  bool stop_requested() override { return !lease_.held_so_far() || display_.stop_requested(); }

  // The weights and the predictions for the test set, when training has ended.
  void write_results(std::span<const NamedArray> weights,
                     std::span<const PredictionLine> predictions);

  // Ends the run. `warning` is about its results; empty for none.
  void finish(const TrainingOutcome& outcome, const std::string& warning);

  // Ends the run as failed, with what was measured kept. What cannot be written, as on a full disk,
  // is shown.
  void fail(StopCode code, const std::string& reason);

 private:
  void print(const std::string& line);

  RunFolder folder_;
  LeaseCheck lease_;
  RunManifest manifest_;
  std::uint64_t iterations_;
  std::optional<double> first_loss_;
  Sample sample_;
  RunDisplay& display_;
};

}  // namespace runner
