#pragma once

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// Estimates how long the plan's trials train, one after another with that many threads, from a few
// trials spread over the plan that are each trained for a moment. Does not include the time for
// loading, evaluating and writing.
// Throws: Error if a trial's data cannot be loaded.
double estimate_seconds(const SweepPlan& plan, const Catalog& catalog, TrialData& data,
                        unsigned threads);

}  // namespace runner
