#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/value.hpp"
#include "execution/run_display.hpp"
#include "leases/lease_check.hpp"
#include "runs/manifest.hpp"
#include "runs/run_folder.hpp"
#include "training/batch_executor.hpp"
#include "training/trainer.hpp"

namespace runner {

// Keeps a run's folder up to date while the run goes on, and shows the same on the display. Asks
// the guard before each write but the log's; what it throws comes through.
class RunRecorder final : public TrainingObserver {
 public:
  // What the network says of the first and the last few training examples now, for the report's
  // line.
  struct Sample {
    std::vector<std::uint32_t> labels;
    std::function<std::vector<std::uint32_t>()> predict;
  };

  RunRecorder(RunFolder folder, LeaseCheck lease_check, Manifest manifest, std::uint64_t iterations,
              Sample sample, RunDisplay& display)
      : folder_(std::move(folder)),
        lease_check_(std::move(lease_check)),
        manifest_(std::move(manifest)),
        iterations_(iterations),
        sample_(std::move(sample)),
        display_(display) {}

  const std::filesystem::path& path() const { return folder_.path(); }

  // Writes config.yaml and run.json, and prints the warnings and what is about to run.
  void begin(const Value& config, const std::vector<std::string>& warnings,
             const std::vector<std::string>& lines);

  // Instead of begin(), for a run that goes on: leaves config.yaml as it is. `last` is the last
  // row of metrics.csv.
  void resume(const MetricsRow& last, const std::vector<std::string>& warnings,
              const std::vector<std::string>& lines);

  void measured(const MetricsRow& row) override;
  void updated(std::uint64_t iteration, double seconds) override;
  bool stop_requested() override { return display_.stop_requested(); }

  template <typename Real>
  void write_weights(const Parameters<Real>& parameters);
  // `predictions` are of the examples of `test`, in their order.
  void write_predictions(const ExampleSet& test, const std::vector<Prediction>& predictions);
  void finish(const TrainingOutcome& outcome);

  // Ends the run as failed, with what was measured kept. What cannot be written, as on a full disk,
  // is shown; nothing is thrown but FolderLost.
  void fail(const std::string& why);

 private:
  void check_lease() {
    if (!lease_check_.held()) throw FolderLost();
  }
  void print_all(const std::vector<std::string>& warnings, const std::vector<std::string>& lines);
  void print(const std::string& line);

  RunFolder folder_;
  LeaseCheck lease_check_;
  Manifest manifest_;
  std::uint64_t iterations_;
  Sample sample_;
  RunDisplay& display_;
};

}  // namespace runner
