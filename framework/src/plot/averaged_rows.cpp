#include "plot/averaged_rows.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace runner {
namespace {

using Places = std::vector<std::uint64_t>;

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

// The mean minus and plus the standard deviation; nothing if they are too large for a double.
std::optional<Interval> deviation_band(const Spread& spread) {
  if (!spread.deviation) return std::nullopt;
  const Interval band{spread.mean - *spread.deviation, spread.mean + *spread.deviation};
  return std::isfinite(band.low) && std::isfinite(band.high) ? std::optional(band) : std::nullopt;
}

}  // namespace

AlignedRows::AlignedRows(std::vector<RunRows> runs, CurveX x) : x_(x), runs_(std::move(runs)) {
  Places any;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    RunRows& rows = runs_[i];
    // In a file that was changed by hand they may be in any order.
    std::stable_sort(rows.begin(), rows.end(), [](const MetricsRow& a, const MetricsRow& b) {
      return a.iteration < b.iteration;
    });
    const auto same_place = [this](const MetricsRow& a, const MetricsRow& b) {
      return place_of(a) == place_of(b);
    };
    rows.erase(std::unique(rows.begin(), rows.end(), same_place), rows.end());
    Places places;
    for (const auto& row : rows) places.push_back(place_of(row));
    if (!places.empty()) last_place_ = std::max(last_place_, places.back());
    Places common;
    Places all;
    std::set_intersection(places_.begin(), places_.end(), places.begin(), places.end(),
                          std::back_inserter(common));
    std::set_union(any.begin(), any.end(), places.begin(), places.end(), std::back_inserter(all));
    places_ = i == 0 ? std::move(places) : std::move(common);
    any = std::move(all);
  }
  const auto end =
      places_.empty() ? any.begin() : std::upper_bound(any.begin(), any.end(), places_.back());
  partial_places_ =
      static_cast<std::size_t>(end - any.begin()) - (places_.empty() ? 0 : places_.size());
  for (auto& rows : runs_) {
    std::erase_if(rows, [this](const MetricsRow& row) {
      return !std::binary_search(places_.begin(), places_.end(), place_of(row));
    });
  }
}

std::uint64_t AlignedRows::place_of(const MetricsRow& row) const {
  return x_ == CurveX::epoch ? row.epoch : row.iteration;
}

std::vector<CurvePoint> AlignedRows::points(Metric metric, std::size_t& unusable) const {
  std::vector<CurvePoint> points;
  for (std::size_t i = 0; i < places_.size(); ++i) points.push_back(point_at(i, metric, unusable));
  return points;
}

CurvePoint AlignedRows::point_at(std::size_t place, Metric metric, std::size_t& unusable) const {
  std::vector<double> values;
  double seconds = 0;
  for (const auto& rows : runs_) {
    const MetricsRow& row = rows[place];
    seconds += row.seconds / static_cast<double>(runs_.size());
    const auto value = metric_value(row, metric);
    if (value && std::isfinite(*value))
      values.push_back(*value);
    else if (value)
      ++unusable;
  }
  CurvePoint point;
  point.x = x_ == CurveX::seconds ? seconds : static_cast<double>(places_[place]);
  point.y = gap;
  if (values.size() < runs_.size()) return point;
  const Spread spread = spread_of(values);
  if (!std::isfinite(spread.mean)) return point;
  point.y = spread.mean;
  point.band = deviation_band(spread);
  return point;
}

}  // namespace runner
