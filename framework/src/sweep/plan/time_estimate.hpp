#pragma once

#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// How long the plan's trials train, one after another with that many threads: a few of them, spread
// over the plan, are trained for a moment each, and the others taken to be like these. Without the
// time to load, to measure and to write. Throws InputError when a trial's data cannot be loaded.
double estimate_seconds(const SweepPlan& plan, const Catalog& catalog, TrialData& data,
                        unsigned threads);

}  // namespace runner
