// Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and
// Hyperparameter Optimization", AISTATS 2016): all trials train to the first rung, the best of them
// are promoted to the next one, and the last of them train to the end. A rung ends when all its
// trials have reached it, so that promotion depends on the trials alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/metric.hpp"

namespace runner {

// Returns the numbers of iterations after which trials are compared: min_iterations, eta times
// that, and so on below `iterations`, and `iterations` as the last one.
std::vector<std::uint64_t> halving_rungs(std::uint64_t min_iterations, std::uint64_t eta,
                                         std::uint64_t iterations);

// How many of a rung's trials are promoted: trials / eta, rounded down, and at least one.
std::uint64_t promoted_count(std::uint64_t trials, std::uint64_t eta);

// A trial at a rung.
struct Candidate {
  std::string id;
  std::optional<double> value;  // of the objective; nothing for a trial that failed
};

// Returns the indices of the promoted candidates in ascending order: promoted_count() of them with
// the best values, of equal ones those with the smallest ids; fewer if too many failed.
std::vector<std::size_t> promote(const std::vector<Candidate>& candidates, Metric objective,
                                 std::uint64_t eta);

}  // namespace runner
