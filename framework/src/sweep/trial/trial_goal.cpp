#include "sweep/trial/trial_goal.hpp"

#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

// A damaged metrics.csv is as good as none: the trial is run again.
std::vector<MetricsRow> rows_of(const RunRecord& record) {
  try {
    return read_metrics(record.folder);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_readable) throw;
    return {};
  }
}

}  // namespace

bool TrialGoal::is_reached(const RunRecord& record) const {
  if (has_failed(record.status)) {
    return !retry_failed && record.manifest.stop_code != StopCode::no_space;
  }
  if (record.status == RunStatus::finished) return true;
  const bool has_rows =
      record.status != RunStatus::missing && record.status != RunStatus::unreadable;
  if (rung == 0 || !has_rows) return false;
  const auto rows = rows_of(record);
  if (rows.empty() || !find_row(rows, rung)) return false;
  // A process that died at the rung may not have written the weights.
  return record.status == RunStatus::paused || rows.back().iteration > rung;
}

std::optional<double> TrialGoal::value_of(const RunRecord& record) const {
  if (rung != 0) {
    if (const auto row = find_row(rows_of(record), rung)) {
      return metric_value(*row, objective);
    }
  }
  return has_failed(record.status) ? std::nullopt : record.metric(objective);
}

}  // namespace runner
