// What an optimizer remembers from one update to the next, which it declares by state().
#pragma once

#include <vector>

#include "plugins/bound_plugin.hpp"
#include "training/training_state.hpp"

namespace runner {

// Makes every vector that the optimizer declares one zero a parameter long.
template <typename Real>
void clear_memory(const BoundPlugin<Optimizer<Real>>& optimizer, arma::uword parameters);

template <typename Real>
std::vector<typename TrainingState<Real>::Named> copy_memory(
    const BoundPlugin<Optimizer<Real>>& optimizer);

// Gives the optimizer back what copy_memory() returned. Throws InputError when `memory` is not what
// it declares, one element a parameter.
template <typename Real>
void restore_memory(const BoundPlugin<Optimizer<Real>>& optimizer, arma::uword parameters,
                    const std::vector<typename TrainingState<Real>::Named>& memory);

}  // namespace runner
