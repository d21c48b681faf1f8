#include "sweep/trial/trial_folder.hpp"

#include "base/atomic_file.hpp"
#include "leases/lease.hpp"
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

void record_death(const SweepPlan& plan, const Trial& trial, const std::filesystem::path& folder,
                  StopCode code, const std::string& reason, FailureDetector& failure_detector) {
  const auto lease = acquire_lease(folder, failure_detector);
  if (!lease) return;
  RunRecord record = read_run_state(folder);
  if (has_failed(record.status) || record.status == RunStatus::finished) return;
  if (record.status == RunStatus::missing || record.status == RunStatus::unreadable) {
    write_file_atomically(folder / file_names::config, trial.config);
    record.manifest = new_manifest(plan, trial);
  }
  end_run(record.manifest, RunStatus::failed, code, reason);
  write_manifest(folder, record.manifest);
}

void mark_pruned(const std::filesystem::path& folder, FailureDetector& failure_detector) {
  const auto is_unmarked = [](const RunRecord& record) {
    return record.status == RunStatus::paused && record.manifest.stop_code == StopCode::rung;
  };
  if (!is_unmarked(read_run_state(folder))) return;
  const auto lease = acquire_lease(folder, failure_detector);
  if (!lease) return;
  RunRecord record = read_run_state(folder);  // another process may have resumed it until now
  if (!is_unmarked(record)) return;
  record.manifest.stop_code = StopCode::pruned;
  write_manifest(folder, record.manifest);
}

}  // namespace runner
