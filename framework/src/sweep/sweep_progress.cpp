#include "sweep/sweep_progress.hpp"

namespace runner {

bool SweepProgress::count(const Trial& trial, const TrialRecord& record,
                          const std::string& objective) {
  if (record.failed()) {
    ++failed;
    return true;
  }
  if (record.status != "finished") return false;
  ++finished;
  const auto found = record.result.find(objective);
  if (found == record.result.end()) return true;
  const double value = found->second;
  const bool better = objective.ends_with("loss") ? value < best_value : value > best_value;
  if (best == nullptr || better) {
    best = &trial;
    best_value = value;
  }
  return true;
}

}  // namespace runner
