#include "data/standardization.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/error.hpp"
#include "data/split.hpp"

namespace runner {
namespace {

// Sums over examples of a few numbers per input. The examples are summed in chunks, and the chunks'
// sums are added, which keeps the rounding of long sums small.
class ChunkedSums {
 public:
  explicit ChunkedSums(std::size_t numbers) : totals_(numbers, 0.0), chunk_(numbers, 0.0) {}

  // The numbers of the present chunk, to which the next example is added.
  std::vector<double>& next() {
    if (examples_++ % examples_per_chunk == 0) close();
    return chunk_;
  }
  const std::vector<double>& totals() {
    close();
    return totals_;
  }

 private:
  static constexpr std::size_t examples_per_chunk = 256;

  void close() {
    std::transform(totals_.begin(), totals_.end(), chunk_.begin(), totals_.begin(), std::plus<>());
    std::fill(chunk_.begin(), chunk_.end(), 0.0);
  }

  std::vector<double> totals_;
  std::vector<double> chunk_;
  std::size_t examples_ = 0;
};

// What the first pass finds, of stored values.
struct InputRanges {
  std::vector<double> mean;
  std::vector<double> minimum;
  std::vector<double> maximum;

  double width(std::size_t input) const { return maximum[input] - minimum[input]; }
};

template <typename Matrix>
InputRanges find_ranges(const Matrix& values, const std::vector<std::uint32_t>& rows) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::size_t inputs = values.n_rows;
  InputRanges ranges{{}, std::vector(inputs, infinity), std::vector(inputs, -infinity)};
  ChunkedSums sums(inputs);
  for (const auto row : rows) {
    const auto* example = values.colptr(row);
    auto& sum = sums.next();
    for (std::size_t i = 0; i < inputs; ++i) {
      const auto value = static_cast<double>(example[i]);
      sum[i] += value;
      ranges.minimum[i] = std::min(ranges.minimum[i], value);
      ranges.maximum[i] = std::max(ranges.maximum[i], value);
    }
  }
  for (const double sum : sums.totals()) {
    ranges.mean.push_back(sum / static_cast<double>(rows.size()));
  }
  for (std::size_t i = 0; i < inputs; ++i) {
    if (std::isfinite(ranges.mean[i]) && std::isfinite(ranges.width(i))) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("standardize: the values of input {} lie between {} and {}, too far "
                            "from 0 for sums in double precision. Divide them, or leave that input "
                            "out.",
                            i + 1, ranges.minimum[i], ranges.maximum[i]));
  }
  return ranges;
}

// The second pass sums t = (value - mean) / width and t^2. The width keeps squares from overflowing
// and from vanishing; the sum of t, which is 0 but for rounding, corrects both results.
template <typename Matrix>
Standardization find_deviations(const Matrix& values, const std::vector<std::uint32_t>& rows,
                                const InputRanges& ranges, double scale) {
  const std::size_t inputs = values.n_rows;
  ChunkedSums sums(2 * inputs);
  for (const auto row : rows) {
    const auto* example = values.colptr(row);
    auto& sum = sums.next();
    for (std::size_t i = 0; i < inputs; ++i) {
      const double width = ranges.width(i);
      const double t = width == 0 ? 0 : (static_cast<double>(example[i]) - ranges.mean[i]) / width;
      sum[i] += t;
      sum[inputs + i] += t * t;
    }
  }
  const auto& totals = sums.totals();
  const auto examples = static_cast<double>(rows.size());
  Standardization found;
  for (std::size_t i = 0; i < inputs; ++i) {
    const double width = ranges.width(i);
    const double mean_t = totals[i] / examples;
    const double variance = totals[inputs + i] / examples - mean_t * mean_t;
    found.constant.push_back(width == 0);
    found.mean.push_back((width == 0 ? ranges.minimum[i] : ranges.mean[i] + width * mean_t) /
                         scale);
    found.deviation.push_back(width == 0 ? 1 : width * std::sqrt(variance) / scale);
  }
  return found;
}

}  // namespace

Standardization standardization_of(const ExampleSet& train, double scale) {
  return std::visit(
      [&](const auto& values) {
        return find_deviations(values, train.rows, find_ranges(values, train.rows), scale);
      },
      train.source->values);
}

}  // namespace runner
