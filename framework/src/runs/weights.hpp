#pragma once

#include <runner/parameters.hpp>

#include "runs/run_record.hpp"

namespace runner {

// Shape of the run's network, from its config and run.json.
NetworkShape network_shape(const RunRecord& record, const ExperimentSpec& spec);

// Reads the run's weights.npz into `parameters`, rounding where the file has another precision.
// Throws InputError when an array is missing, has another shape than in `parameters`, or holds a
// value that is not finite.
template <typename Real>
void read_weights(const RunRecord& record, Parameters<Real>& parameters);

}  // namespace runner
