#include "compare/group_differences.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "base/quoted.hpp"

namespace runner {
namespace {

// The values of all groups by unit: a row a group, with a NaN where it lacks the unit.
class ValueTable {
 public:
  ValueTable(const RunGroups& groups, Metric metric) {
    std::map<std::string, std::size_t> units;
    for (const auto& group : groups.groups) {
      for (const auto& observation : group.observations) {
        units.try_emplace(observation.unit, units.size());
      }
    }
    width_ = units.size();
    values_.assign(groups.groups.size() * width_, std::nan(""));
    for (std::size_t i = 0; i < groups.groups.size(); ++i) {
      for (const auto& observation : groups.groups[i].observations) {
        const auto value = groups.run_of(observation).metric(metric);
        if (value) values_[i * width_ + units.at(observation.unit)] = *value;
      }
    }
  }

  // first - second where both have a value.
  std::vector<double> differences(std::size_t first, std::size_t second) const {
    std::vector<double> result;
    for (std::size_t unit = 0; unit < width_; ++unit) {
      const double difference = values_[first * width_ + unit] - values_[second * width_ + unit];
      if (!std::isnan(difference)) result.push_back(difference);
    }
    return result;
  }

 private:
  std::size_t width_ = 0;
  std::vector<double> values_;
};

double share_won(const std::vector<double>& differences, Metric metric) {
  double won = 0;
  for (const double difference : differences) {
    if (difference == 0) won += 0.5;
    if (is_better(metric, difference, 0)) won += 1;
  }
  return won / static_cast<double>(differences.size());
}

// Fills in what follows from the pair's values. Leaves its count 0 without a common unit.
void compare_pair(GroupDifference& pair, const ValueTable& values, Metric metric) {
  const auto differences = values.differences(pair.first, pair.second);
  if (differences.empty()) return;
  pair.spread = spread_of(differences);
  const SignFlipTest test = sign_flip_test(differences);
  pair.p = test.p;
  pair.exact = test.exact;
  pair.won = share_won(differences, metric);
}

// Calls `work` for 0, ..., count - 1 on all cores if there is much to do.
template <typename Work>
void for_each_index(std::size_t count, const Work& work) {
  constexpr std::size_t worth_a_thread = 16;
  const std::size_t threads =
      std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 1 + count / worth_a_thread);
  const auto work_from = [&](std::size_t first) {
    for (std::size_t i = first; i < count; i += threads) work(i);
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work_from, i);
  work_from(0);
}

void adjust(DifferenceFamily& family) {
  std::vector<double> p;
  for (const auto& pair : family.pairs) p.push_back(pair.p);
  const auto adjusted = holm_adjusted(p);
  for (std::size_t i = 0; i < adjusted.size(); ++i) family.pairs[i].adjusted_p = adjusted[i];
}

}  // namespace

DifferenceFamily compare_groups(const RunGroups& groups, const std::vector<std::size_t>& order,
                                Metric metric, const DifferenceOptions& options) {
  DifferenceFamily family;
  family.metric = metric;
  if (!options.against) family.pairs.reserve(order.size() * (order.size() - 1) / 2);
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      GroupDifference pair;
      pair.first = static_cast<std::uint32_t>(order[i]);
      pair.second = static_cast<std::uint32_t>(order[j]);
      if (groups.groups[pair.first].data_sha256 != groups.groups[pair.second].data_sha256) continue;
      if (options.against && pair.first != *options.against && pair.second != *options.against) {
        continue;
      }
      family.pairs.push_back(pair);
    }
  }
  family.comparable_pairs = family.pairs.size();
  const ValueTable values(groups, metric);
  for_each_index(family.pairs.size(),
                 [&](std::size_t i) { compare_pair(family.pairs[i], values, metric); });
  std::erase_if(family.pairs, [](const GroupDifference& pair) { return pair.spread.count == 0; });
  adjust(family);
  return family;
}

std::size_t find_group(const RunGroups& groups, const std::string& label) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < groups.groups.size(); ++i) {
    if (groups.groups[i].label == label) return i;
    labels.push_back(groups.groups[i].label);
  }
  throw Error(ErrorCode::invalid_input,
              fmt::format("--against {}: there is no such group; the groups are {}.{}",
                          in_quotes(label), first_names(labels), did_you_mean(label, labels)));
}

}  // namespace runner
