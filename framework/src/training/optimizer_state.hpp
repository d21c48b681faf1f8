// What an optimizer remembers from one update to the next, which it declares by state().
#pragma once

#include <string>
#include <vector>

#include <runner/armadillo.hpp>

#include "plugin_host/bound_plugin.hpp"
#include "training/training_state.hpp"

namespace runner {

// Makes every vector that the optimizer declares zero, one element a parameter.
template <typename Real>
void reset_optimizer_state(const BoundPlugin& optimizer, arma::uword parameters);

template <typename Real>
std::vector<TrainingState::OptimizerVector> save_optimizer_state(const BoundPlugin& optimizer);

// Returns why `state` is not what the optimizer declares with one element a parameter, as a clause;
// empty if it is.
template <typename Real>
std::string optimizer_state_problem(const BoundPlugin& optimizer, arma::uword parameters,
                                    const std::vector<TrainingState::OptimizerVector>& state);

// Gives the optimizer back what save_optimizer_state() returned.
// Requires: optimizer_state_problem() is empty.
template <typename Real>
void restore_optimizer_state(const BoundPlugin& optimizer,
                             const std::vector<TrainingState::OptimizerVector>& state);

}  // namespace runner
