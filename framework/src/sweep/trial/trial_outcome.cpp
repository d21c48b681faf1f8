#include "sweep/trial/trial_outcome.hpp"

#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "runs/manifest.hpp"
#include "sweep/trial/trial_record.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// Replaces the outcome in an undamaged run.json. `stop_code` follows `status`, so that it is
// among the fields that a TrialRecord is read from.
void write_outcome(const fs::path& folder, RunStatus status, StopCode code,
                   const std::string& reason) {
  const fs::path file = folder / "run.json";
  std::ifstream input(file, std::ios::binary);
  const Json old = Json::parse(input);
  Json manifest = Json::object();
  for (const auto& [key, value] : old.items()) {
    if (key == "stop_code") continue;
    manifest[key] = value;
    if (key == "status") manifest["stop_code"] = to_text(code);
  }
  manifest["status"] = to_text(status);
  manifest["stop_reason"] = reason;
  write_file_atomically(file, manifest.dump(2) + "\n");
}

void write_first_files(const SweepPlan& plan, const Trial& trial, const fs::path& folder,
                       unsigned threads) {
  Diagnostics ignored;  // the config was read before
  const ExperimentSpec spec = read_trial_spec(plan, trial, ignored);
  Manifest manifest(plan.name, spec.seed, threads);
  manifest.set_status(to_text(RunStatus::failed), {});
  write_file_atomically(folder / "config.yaml", trial.config);
  manifest.write(RunFolder::open(folder));
}

}  // namespace

void record_failure(const SweepPlan& plan, const Trial& trial, const fs::path& folder,
                    unsigned threads, const TrialEnding& ending) {
  const TrialRecord record = read_trial(folder);
  if (record.failed() || record.status == RunStatus::finished) return;
  if (record.status == RunStatus::missing || record.status == RunStatus::unreadable) {
    write_first_files(plan, trial, folder, threads);
  }
  write_outcome(folder, RunStatus::failed, ending.stop_code(), ending.cause());
}

void mark_pruned(const fs::path& folder, std::uint64_t iterations) {
  const TrialRecord record = read_trial(folder);
  const bool stopped_early = record.status == RunStatus::paused ||
                             record.status == RunStatus::interrupted ||
                             record.status == RunStatus::killed;
  if (!stopped_early || record.is_pruned()) return;
  write_outcome(folder, RunStatus::paused, StopCode::pruned,
                fmt::format("pruned at iteration {}: other trials were better.", iterations));
}

}  // namespace runner
