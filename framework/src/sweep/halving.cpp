#include "sweep/halving.hpp"

#include <algorithm>
#include <cmath>

namespace runner {

std::vector<std::uint64_t> halving_rungs(std::uint64_t min_iterations, std::uint64_t eta,
                                         std::uint64_t iterations) {
  std::vector<std::uint64_t> rungs;
  for (std::uint64_t rung = min_iterations; rung < iterations; rung *= eta) rungs.push_back(rung);
  rungs.push_back(iterations);
  return rungs;
}

std::uint64_t go_on(std::uint64_t trials, std::uint64_t eta) {
  return std::max<std::uint64_t>(1, trials / eta);
}

bool is_better(const std::string& metric, double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return !std::isnan(a) && std::isnan(b);
  return metric.ends_with("loss") ? a < b : a > b;
}

std::vector<std::size_t> survivors(const std::vector<Contender>& contenders,
                                   const std::string& metric, std::uint64_t eta) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (contenders[i].figure) places.push_back(i);
  }
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    const Contender& one = contenders[a];
    const Contender& other = contenders[b];
    if (is_better(metric, *one.figure, *other.figure)) return true;
    return !is_better(metric, *other.figure, *one.figure) && one.id < other.id;
  });
  places.resize(std::min<std::uint64_t>(places.size(), go_on(contenders.size(), eta)));
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace runner
