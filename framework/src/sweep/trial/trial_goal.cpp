#include "sweep/trial/trial_goal.hpp"

#include "runs/metrics_csv.hpp"

namespace runner {

bool TrialGoal::is_reached(const RunRecord& record) const {
  if (has_failed(record.status)) {
    return !retry_failed && record.manifest.stop_code != StopCode::no_space;
  }
  if (record.status == RunStatus::finished) return true;
  const bool has_rows =
      record.status != RunStatus::missing && record.status != RunStatus::unreadable;
  if (rung == 0 || !has_rows) return false;
  const auto rows = read_metrics(record.folder);
  if (rows.empty() || !find_row(rows, rung)) return false;
  // A process that died at the rung may not have written the weights.
  return record.status == RunStatus::paused || rows.back().iteration > rung;
}

std::optional<double> TrialGoal::value_of(const RunRecord& record) const {
  if (rung != 0) {
    if (const auto row = find_row(read_metrics(record.folder), rung)) {
      return metric_value(*row, objective);
    }
  }
  return has_failed(record.status) ? std::nullopt : record.metric(objective);
}

}  // namespace runner
