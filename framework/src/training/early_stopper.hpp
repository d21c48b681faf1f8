#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include <runner/armadillo.hpp>

#include "config/experiment_spec.hpp"
#include "training/metrics.hpp"

namespace runner {

// Keeps the best row of metrics so far, and the weights that it is of. A row is better when its
// loss is lower, or its accuracy higher, than the best one's; the first of equal ones stays.
template <typename Real>
class EarlyStopper {
 public:
  explicit EarlyStopper(const EarlyStopping& rule) : rule_(rule) {}

  // `row`, which has validation figures, is of `weights`.
  void update(const MetricsRow& row, const arma::Col<Real>& weights) {
    if (!better(row)) {
      ++rows_since_;
      return;
    }
    row_ = row;
    weights_ = weights;
    rows_since_ = 0;
  }

  // Whether as many rows as the rule's patience were no better.
  bool should_stop() const { return rows_since_ >= rule_.patience; }

  // Goes on from what another one knew.
  void restore(const MetricsRow& row, const arma::Col<Real>& weights,
               std::uint64_t evaluations_since_best) {
    row_ = row;
    weights_ = weights;
    rows_since_ = evaluations_since_best;
  }

  const EarlyStopping& rule() const { return rule_; }
  // Before the first offer() there is none.
  const std::optional<MetricsRow>& row() const { return row_; }
  const arma::Col<Real>& weights() const { return weights_; }
  std::uint64_t evaluations_since_best() const { return rows_since_; }
  // The figure that the rule goes by.
  double figure(const MetricsRow& row) const {
    return rule_.metric == StoppingMetric::validation_loss ? row.validation->loss
                                                           : row.validation->accuracy;
  }

 private:
  bool better(const MetricsRow& row) const {
    if (!row_) return true;
    const double now = figure(row);
    const double best = figure(*row_);
    if (std::isnan(best)) return !std::isnan(now);
    return rule_.metric == StoppingMetric::validation_loss ? now < best : now > best;
  }

  EarlyStopping rule_;
  std::optional<MetricsRow> row_;
  arma::Col<Real> weights_;
  std::uint64_t rows_since_ = 0;
};

}  // namespace runner
