#include "runs/run_record.hpp"

#include <cmath>

#include <fmt/format.h>

#include "config/yaml_reader.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

RunRecord conclude(const fs::path& folder, RunManifest manifest) {
  RunRecord record;
  record.folder = folder;
  record.status = manifest.status;
  if (manifest.status == RunStatus::running) {
    const OwnerState owner = owner_state(*manifest.process);
    if (owner == OwnerState::dead) record.status = RunStatus::killed;
    record.alive = owner == OwnerState::alive;
  }
  record.manifest = std::move(manifest);
  return record;
}

Value read_config(const fs::path& folder) {
  Diagnostics diagnostics;
  Value config = read_yaml_file((folder / file_names::config).string(), diagnostics);
  diagnostics.throw_if_any();
  if (config.as_map() != nullptr) return config;
  throw Error(ErrorCode::damaged, fmt::format("{}: the file is damaged: it has no keys.",
                                              (folder / file_names::config).string()));
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
    return conclude(folder, read_manifest(folder));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return record;
    if (error.code() != ErrorCode::damaged) throw;
    record.status = RunStatus::unreadable;
    record.problem = error.what();
  }
  return record;
}

RunRecord read_run(const fs::path& folder) {
  RunRecord record = conclude(folder, read_manifest(folder));
  record.config = flatten(read_config(folder));
  return record;
}

const RunData& data_of(const RunRecord& record) {
  if (record.manifest.data) return *record.manifest.data;
  throw Error(ErrorCode::damaged, fmt::format("{}: the run ended before its data were loaded.",
                                              (record.folder / file_names::manifest).string()));
}

ExperimentSpec read_run_spec(const RunRecord& record) {
  Diagnostics diagnostics;
  ExperimentSpec spec =
      read_experiment(read_config(record.folder), record.manifest.name, diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

}  // namespace runner
