#pragma once

#include <cstdint>
#include <vector>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// A part of a sweep after which trials are compared: the only one, or a rung of halving.
struct Stage {
  std::uint64_t iterations = 0;  // that trials are taken to; 0: to their end, whatever that is
  bool is_last = true;           // it takes trials to their end
  double weight = 1;             // work in a trial: iterations since the stage before
};

std::vector<Stage> stages_of(const SweepPlan& plan);

// The work in the stages after this one, which `trials` take part in.
double work_after(const SweepPlan& plan, const Stage& stage, std::uint64_t trials);

}  // namespace runner
