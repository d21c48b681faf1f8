#include "sweep/schedule/sweep_progress.hpp"

namespace runner {

bool SweepProgress::count(const Trial& trial, const RunRecord& record, Metric objective) {
  if (has_failed(record.status)) {
    ++failed;
    return true;
  }
  if (record.status != RunStatus::finished) return false;
  ++finished;
  const auto value = record.metric(objective);
  if (value && (best == nullptr || is_better(objective, *value, best_value))) {
    best = &trial;
    best_value = *value;
  }
  return true;
}

}  // namespace runner
