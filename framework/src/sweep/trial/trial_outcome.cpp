#include "sweep/trial/trial_outcome.hpp"

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "runs/file_names.hpp"
#include "runs/run_record.hpp"

namespace runner {
namespace {

// A manifest for a trial whose process wrote none.
RunManifest new_manifest(const SweepPlan& plan, const Trial& trial) {
  Diagnostics ignored;  // the config was read before
  return begin_manifest(plan.name, read_trial_spec(plan, trial, ignored).seed);
}

}  // namespace

void record_failure(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                    const TrialEnding& ending) {
  RunRecord record = read_run_state(folder);
  if (has_failed(record.status) || record.status == RunStatus::finished) return;
  if (record.status == RunStatus::missing || record.status == RunStatus::unreadable) {
    write_file_atomically(folder / file_names::config, trial.config);
    record.manifest = new_manifest(plan, trial);
    if (!record.problem.empty()) record.manifest.warnings = {record.problem};
  }
  end_run(record.manifest, RunStatus::failed, ending.stop_code(), ending.cause());
  write_manifest(folder, record.manifest);
}

void mark_pruned(const std::filesystem::path& folder, std::uint64_t iterations) {
  RunRecord record = read_run_state(folder);
  const bool stopped_early = record.status == RunStatus::paused ||
                             record.status == RunStatus::interrupted ||
                             record.status == RunStatus::killed;
  if (!stopped_early || record.is_pruned()) return;
  record.manifest.status = RunStatus::paused;
  record.manifest.stop_code = StopCode::pruned;
  record.manifest.stop_reason =
      fmt::format("pruned at iteration {}: other trials were better.", iterations);
  write_manifest(folder, record.manifest);
}

}  // namespace runner
