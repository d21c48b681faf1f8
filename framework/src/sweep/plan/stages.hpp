#pragma once

#include <cstdint>
#include <vector>

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// A part of a sweep that ends with a comparison of the trials: the whole sweep, or a rung of
// successive halving.
struct Stage {
  std::uint64_t iterations = 0;  // that trials are trained to; 0: to their end
  bool is_last = true;           // trials are trained to their end
  double weight = 1;             // work per trial: iterations since the previous stage
};

std::vector<Stage> stages_of(const SweepPlan& plan);

// The work in the stages after `stage`, in which `trials` trials take part.
double work_after(const SweepPlan& plan, const Stage& stage, std::uint64_t trials);

}  // namespace runner
