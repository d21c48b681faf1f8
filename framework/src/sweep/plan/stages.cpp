#include "sweep/plan/stages.hpp"

#include "sweep/plan/halving.hpp"

namespace runner {

std::vector<Stage> stages_of(const SweepPlan& plan) {
  if (plan.rungs.empty()) return {Stage{}};
  std::vector<Stage> stages;
  std::uint64_t previous = 0;
  for (const std::uint64_t rung : plan.rungs) {
    stages.push_back({rung, rung == plan.rungs.back(), static_cast<double>(rung - previous)});
    previous = rung;
  }
  return stages;
}

double work_after(const SweepPlan& plan, const Stage& stage, std::uint64_t trials) {
  double work = 0;
  for (const Stage& later : stages_of(plan)) {
    if (later.iterations <= stage.iterations) continue;
    trials = promoted_count(trials, plan.eta);
    work += static_cast<double>(trials) * later.weight;
  }
  return work;
}

}  // namespace runner
