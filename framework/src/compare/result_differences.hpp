// How the results of two runs differ: rows of metrics, weights and predictions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/named_array.hpp"
#include "runs/predictions.hpp"
#include "runs/run_record.hpp"

namespace runner {

enum class Agreement {
  identical,  // to the last bit
  close,      // to 1e-9: metrics relative to the larger one, weights to the array's largest
  different,
};

// How far results can differ and still be close.
inline constexpr double close_tolerance = 1e-9;

// The results that a run's folder has.
struct RunResults {
  std::vector<MetricsRow> rows;
  std::vector<NamedArray> weights;          // empty if there are none
  std::vector<PredictionLine> predictions;  // likewise
};

// Reads what is there; files that do not exist leave their part empty.
// Throws: Error (not_readable, damaged) with the file.
RunResults read_results(const RunRecord& record);

// A metric that is not the same in both runs.
struct MetricsGap {
  std::uint64_t iteration = 0;
  Metric metric = Metric::train_loss;
  std::optional<double> first;  // nothing where it was not measured
  std::optional<double> second;
};

// Rows of the same iteration are compared in all columns but `seconds`.
struct MetricsComparison {
  std::uint64_t common_rows = 0;
  std::uint64_t rows_of_one = 0;              // iterations for which one run alone has a row
  std::optional<std::uint64_t> first_of_one;  // the first of these iterations
  std::optional<MetricsGap> first_gap;        // the first that is not equal to the last bit
  std::optional<MetricsGap> first_far;        // the first that is not close

  Agreement agreement() const;
  // The first iteration whose row is not close, or exists in one run alone.
  std::optional<std::uint64_t> first_different() const;
};

// Compares rows up to iteration `until`.
MetricsComparison compare_metrics(std::span<const MetricsRow> first,
                                  std::span<const MetricsRow> second,
                                  std::optional<std::uint64_t> until = std::nullopt);

struct WeightsComparison {
  Agreement agreement = Agreement::identical;
  // The largest difference of any element, relative to the largest finite element of its array, and
  // that array; empty if the arrays have other names, shapes or types. Infinite if a difference is
  // not finite: NaN and infinity are close to nothing but themselves.
  double largest = 0;
  std::string array;
};

WeightsComparison compare_weights(std::span<const NamedArray> first,
                                  std::span<const NamedArray> second);

struct PredictionsComparison {
  bool same_examples = true;  // the same indices and labels
  std::uint64_t examples = 0;
  std::uint64_t different = 0;   // predicted to be of another class
  bool equal_confidence = true;  // to the last bit

  Agreement agreement() const;
};

PredictionsComparison compare_predictions(std::span<const PredictionLine> first,
                                          std::span<const PredictionLine> second);

}  // namespace runner
