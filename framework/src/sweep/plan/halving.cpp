#include "sweep/plan/halving.hpp"

#include <algorithm>

namespace runner {

std::vector<std::uint64_t> halving_rungs(std::uint64_t min_iterations, std::uint64_t eta,
                                         std::uint64_t iterations) {
  std::vector<std::uint64_t> rungs;
  for (std::uint64_t rung = min_iterations; rung < iterations; rung *= eta) rungs.push_back(rung);
  rungs.push_back(iterations);
  return rungs;
}

std::uint64_t promoted_count(std::uint64_t trials, std::uint64_t eta) {
  return std::max<std::uint64_t>(1, trials / eta);
}

std::vector<std::size_t> promote(const std::vector<Candidate>& candidates, Metric objective,
                                 std::uint64_t eta) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].value) indices.push_back(i);
  }
  std::sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
    const Candidate& one = candidates[a];
    const Candidate& other = candidates[b];
    if (is_better(objective, *one.value, *other.value)) return true;
    return !is_better(objective, *other.value, *one.value) && one.id < other.id;
  });
  indices.resize(std::min<std::uint64_t>(indices.size(), promoted_count(candidates.size(), eta)));
  std::sort(indices.begin(), indices.end());
  return indices;
}

}  // namespace runner
