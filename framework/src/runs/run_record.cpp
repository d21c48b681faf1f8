#include "runs/run_record.hpp"

#include <cmath>

#include <fmt/format.h>

#include "runs/file_names.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// Whether the process of a running run lives, asked now.
void conclude_status(RunRecord& record) {
  record.status = record.manifest.status;
  if (record.status != RunStatus::running) return;
  const OwnerState owner = owner_state(*record.manifest.process);
  if (owner == OwnerState::dead) record.status = RunStatus::killed;
  record.alive = owner == OwnerState::alive;
}

}  // namespace

std::string parent_name(const fs::path& folder) {
  std::error_code ignored;
  return fs::absolute(folder, ignored).lexically_normal().parent_path().filename().string();
}

std::optional<double> RunRecord::metric(Metric metric) const {
  if (!manifest.result) return std::nullopt;
  const auto value = metric_value(*manifest.result, metric);
  return value && !std::isnan(*value) ? value : std::nullopt;  // JSON has null for a NaN
}

RunRecord read_run_state(const fs::path& folder) {
  RunRecord record;
  record.folder = folder;
  record.manifest.name = parent_name(folder);
  try {
    record.manifest = read_manifest(folder);
    conclude_status(record);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return record;
    if (error.code() != ErrorCode::damaged) throw;
    record.status = RunStatus::unreadable;
    record.problem = error.what();
  }
  return record;
}

RunRecord record_of(const fs::path& folder, StoredRun run) {
  RunRecord record;
  record.folder = folder;
  record.manifest = std::move(run.manifest);
  record.config = std::move(run.config);
  conclude_status(record);
  return record;
}

RunRecord read_run(const fs::path& folder) { return record_of(folder, read_stored_run(folder)); }

const RunData& data_of(const RunRecord& record) {
  if (record.manifest.data) return *record.manifest.data;
  throw Error(ErrorCode::damaged, fmt::format("{}: the run ended before its data were loaded.",
                                              (record.folder / file_names::manifest).string()));
}

ExperimentSpec read_run_spec(const RunRecord& record) {
  Diagnostics diagnostics;
  ExperimentSpec spec =
      read_experiment(read_stored_config(record.folder), record.manifest.name, diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

}  // namespace runner
