#include "compare/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "statistics/statistics.hpp"

namespace runner {
namespace {

// The loss that is measured with an accuracy; a loss itself.
Metric loss_of(Metric metric) {
  switch (metric) {
    case Metric::train_accuracy:
      return Metric::train_loss;
    case Metric::validation_accuracy:
      return Metric::validation_loss;
    case Metric::test_accuracy:
      return Metric::test_loss;
    default:
      return metric;
  }
}

struct Rank {
  std::size_t block = 0;  // the place of the first group on the same data
  double mean = 0;        // NaN without a value
  double loss = 0;
};

double mean_of(const RunGroups& groups, const RunGroup& group, Metric metric) {
  return spread_of(values_of(groups, group, metric)).mean;
}

// Means of the same values in another order differ in their last bits.
bool is_tie(double a, double b) {
  constexpr double tolerance = 1e-12;
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

}  // namespace

bool is_on_test_set(Metric metric) {
  return metric == Metric::test_accuracy || metric == Metric::test_loss;
}

Metric default_ranking_metric(const RunGroups& groups) {
  for (const auto& group : groups.groups) {
    if (!values_of(groups, group, Metric::validation_accuracy).empty()) {
      return Metric::validation_accuracy;
    }
  }
  return Metric::train_loss;
}

std::vector<std::size_t> ranked(const RunGroups& groups, Metric metric) {
  std::map<std::string, std::size_t> blocks;
  std::vector<Rank> ranks;
  for (const auto& group : groups.groups) {
    const std::size_t block = blocks.try_emplace(group.data_sha256, ranks.size()).first->second;
    ranks.push_back(
        {block, mean_of(groups, group, metric), mean_of(groups, group, loss_of(metric))});
  }
  std::vector<std::size_t> order(ranks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    const Rank& a = ranks[i];
    const Rank& b = ranks[j];
    if (a.block != b.block) return a.block < b.block;
    if (std::isnan(a.mean) || std::isnan(b.mean) || !is_tie(a.mean, b.mean)) {
      return is_better(metric, a.mean, b.mean);
    }
    return !is_tie(a.loss, b.loss) && is_better(loss_of(metric), a.loss, b.loss);
  });
  return order;
}

}  // namespace runner
