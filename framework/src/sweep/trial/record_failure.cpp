#include "sweep/trial/record_failure.hpp"

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "runs/manifest.hpp"
#include "sweep/trial/trial_record.hpp"

namespace runner {
namespace {

void begin_failed(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                  unsigned threads, const std::string& why) {
  Diagnostics ignored;  // the config was read before
  const ExperimentSpec spec = read_trial_spec(plan, trial, ignored);
  Manifest manifest(plan.name, spec.seed, threads);
  manifest.set_status("failed", why);
  write_file_atomically(folder / "config.yaml", trial.config);
  manifest.write(RunFolder::open(folder));
}

}  // namespace

void note_failure(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                  unsigned threads, const std::string& why) {
  const TrialRecord record = read_trial(folder);
  if (record.failed() || record.status == "finished") return;
  if (record.status == "missing" || record.status == "unreadable") {
    begin_failed(plan, trial, folder, threads, why);
    return;
  }
  const auto file = folder / "run.json";
  std::ifstream input(file, std::ios::binary);
  auto manifest = nlohmann::ordered_json::parse(input);
  manifest["status"] = "failed";
  manifest["stop_reason"] = why;
  write_file_atomically(file, manifest.dump(2) + "\n");
}

}  // namespace runner
