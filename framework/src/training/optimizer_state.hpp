// What an optimizer remembers from one update to the next, which it declares by state().
#pragma once

#include <vector>

#include "plugin_host/bound_plugin.hpp"
#include "training/training_state.hpp"

namespace runner {

// Makes every vector that the optimizer declares one zero a parameter long.
template <typename Real>
void reset_optimizer_state(const BoundPlugin<Optimizer<Real>>& optimizer, arma::uword parameters);

template <typename Real>
std::vector<typename TrainingState<Real>::Named> save_optimizer_state(
    const BoundPlugin<Optimizer<Real>>& optimizer);

// Gives the optimizer back what save_optimizer_state() returned. Throws InputError when `memory` is
// not what it declares, one element a parameter.
template <typename Real>
void restore_optimizer_state(const BoundPlugin<Optimizer<Real>>& optimizer, arma::uword parameters,
                             const std::vector<typename TrainingState<Real>::Named>& memory);

}  // namespace runner
