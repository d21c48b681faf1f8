#pragma once

#include <cstdint>
#include <optional>

#include "config/experiment_spec.hpp"
#include "training/metrics.hpp"

namespace runner {

// Decides from the rows of metrics whether training should stop before its last iteration, and
// which row is the best so far: the first of equal ones.
class EarlyStopper {
 public:
  explicit EarlyStopper(const EarlyStopping& rule) : rule_(rule) {}

  // Takes a row that has validation metrics. Returns whether it is the best so far.
  bool update(const MetricsRow& row) {
    if (best_ && !is_better(rule_.metric, value(row), value(*best_))) {
      ++evaluations_since_best_;
      return false;
    }
    best_ = row;
    evaluations_since_best_ = 0;
    return true;
  }

  // Whether as many rows as the rule's patience were no better than the best one.
  bool should_stop() const { return evaluations_since_best_ >= rule_.patience; }

  // Continues from what another stopper knew.
  void restore(const MetricsRow& best, std::uint64_t evaluations_since_best) {
    best_ = best;
    evaluations_since_best_ = evaluations_since_best;
  }

  const EarlyStopping& rule() const { return rule_; }
  // Nothing before the first update().
  const std::optional<MetricsRow>& best() const { return best_; }
  std::uint64_t evaluations_since_best() const { return evaluations_since_best_; }
  // The value of the rule's metric.
  double value(const MetricsRow& row) const { return *metric_value(row, rule_.metric); }

 private:
  EarlyStopping rule_;
  std::optional<MetricsRow> best_;
  std::uint64_t evaluations_since_best_ = 0;
};

}  // namespace runner
