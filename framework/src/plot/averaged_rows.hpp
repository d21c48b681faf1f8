// The rows of several runs, averaged where all of the runs have one.
#pragma once

#include <cstdint>
#include <vector>

#include "plot/learning_curves.hpp"
#include "training/metrics.hpp"

namespace runner {

// Rows of one run.
using RunRows = std::vector<MetricsRow>;

// The rows that all runs have at the same place, which is an iteration or an epoch.
class AlignedRows {
 public:
  // Of an epoch, a run's first row counts.
  // Requires: at least one run.
  AlignedRows(std::vector<RunRows> runs, CurveX x);

  std::size_t runs() const { return runs_.size(); }
  const std::vector<std::uint64_t>& places() const { return places_; }  // ascending
  std::uint64_t last_place() const { return last_place_; }  // of any run; 0 without rows
  // Places before the end of places() that only some of the runs have.
  std::size_t partial_places() const { return partial_places_; }

  // A point for each place. `unusable` counts values that are not finite.
  std::vector<CurvePoint> points(Metric metric, std::size_t& unusable) const;

 private:
  std::uint64_t place_of(const MetricsRow& row) const;
  CurvePoint point_at(std::size_t place, Metric metric, std::size_t& unusable) const;

  CurveX x_;
  std::vector<RunRows> runs_;  // after construction each has exactly the rows of places_
  std::vector<std::uint64_t> places_;
  std::uint64_t last_place_ = 0;
  std::size_t partial_places_ = 0;
};

}  // namespace runner
