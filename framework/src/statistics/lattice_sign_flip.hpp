// The exact sign-flip test of differences that are whole multiples of one step, as differences of
// accuracies are: their sums are few, so the assignments of signs are counted by their sum.
#pragma once

#include <optional>
#include <span>

namespace runner {

// The share of all assignments of signs whose sum is at least as far from 0 as that of
// `differences`. Returns nothing if there is no such step, or if the sums are too many to count.
// Requires: finite differences of which some are not 0.
std::optional<double> lattice_sign_flip_p(std::span<const double> differences);

}  // namespace runner
