#include "sweep/schedule/sweep_progress.hpp"

#include "sweep/plan/halving.hpp"

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
  if (best == nullptr || is_better(objective, found->second, best_value)) {
    best = &trial;
    best_value = found->second;
  }
  return true;
}

}  // namespace runner
