// Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and
// Hyperparameter Optimization", AISTATS 2016): all trials train to the first rung, the best of them
// go on to the next one, and the last of them to the end. Every trial of a rung is waited for, so
// that who goes on depends on the trials alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runner {

// The numbers of iterations after which trials are compared: min_iterations, eta times that, and so
// on below `iterations`; and that, the end, as the last one.
std::vector<std::uint64_t> halving_rungs(std::uint64_t min_iterations, std::uint64_t eta,
                                         std::uint64_t iterations);

// How many of the trials of a rung go on: one of eta, rounded down, and at least one.
std::uint64_t promoted_count(std::uint64_t trials, std::uint64_t eta);

// Whether a figure is better than another: a lower loss, a higher accuracy. One that is not a
// number is worse than any that is.
bool is_better(const std::string& metric, double a, double b);

// A trial at a rung.
struct Candidate {
  std::string id;
  std::optional<double> figure;  // of the objective; nothing for one that failed
};

// The places in `contenders` of those that go on, in their order: go_on() of them with the best
// figures, of equal ones those whose ids come first; fewer where too many failed.
std::vector<std::size_t> promote(const std::vector<Candidate>& candidates,
                                 const std::string& metric, std::uint64_t eta);

}  // namespace runner
