#include "compare/result_differences.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "formats/npz.hpp"
#include "runs/file_names.hpp"
#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

// All NaNs are equal: text files do not keep their bits.
bool is_same_number(double a, double b) {
  return same_bits(a, b) || (std::isnan(a) && std::isnan(b));
}

bool is_equal(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return is_same_number(*a, *b);
}

bool is_close(const std::optional<double>& a, const std::optional<double>& b) {
  if (is_equal(a, b)) return true;
  if (!a || !b) return false;
  const double gap = std::abs(*a - *b);
  return std::isfinite(gap) && gap <= close_tolerance * std::max(std::abs(*a), std::abs(*b));
}

// The first metric for which `same` is false.
template <typename Same>
std::optional<MetricsGap> find_gap(const MetricsRow& first, const MetricsRow& second,
                                   const Same& same) {
  for (const Metric metric : all_metrics) {
    if (metric == Metric::seconds) continue;
    const auto a = metric_value(first, metric);
    const auto b = metric_value(second, metric);
    if (!same(a, b)) return MetricsGap{first.iteration, metric, a, b};
  }
  return std::nullopt;
}

std::vector<double> as_doubles(const NamedArray& array) {
  return std::visit(
      [](const auto& values) { return std::vector<double>(values.begin(), values.end()); },
      array.values);
}

// The largest difference of two elements, relative to the largest finite element; infinite if a
// difference is not finite; nothing if all elements are equal.
std::optional<double> relative_gap(std::span<const double> first, std::span<const double> second) {
  double size = 0;
  std::optional<double> gap;
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (const double value : {first[i], second[i]}) {
      if (std::isfinite(value)) size = std::max(size, std::abs(value));
    }
    if (is_same_number(first[i], second[i])) continue;
    const double difference = std::abs(first[i] - second[i]);
    if (!std::isfinite(difference)) return std::numeric_limits<double>::infinity();
    gap = std::max(gap.value_or(0), difference);
  }
  return gap && size > 0 ? *gap / size : gap;
}

bool same_layout(std::span<const NamedArray> first, std::span<const NamedArray> second) {
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](const NamedArray& a, const NamedArray& b) {
                      return a.name == b.name && a.shape == b.shape &&
                             a.values.index() == b.values.index();
                    });
}

// Reads a file of results; none if it does not exist.
template <typename Read>
auto read_if_there(const Read& read) -> decltype(read()) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return {};
    throw;
  }
}

}  // namespace

RunResults read_results(const RunRecord& record) {
  RunResults results;
  if (const auto text = read_metrics_text(record.folder)) {
    results.rows = parse_metrics(*text, record.folder / file_names::metrics);
  }
  results.weights = read_if_there([&] { return read_npz(record.folder / file_names::weights); });
  if (record.manifest.data) {
    const DataSummary& summary = record.manifest.data->summary;
    results.predictions = read_if_there([&] {
      return read_predictions(record.folder, {summary.first_label, summary.class_names});
    });
  }
  return results;
}

Agreement MetricsComparison::agreement() const {
  if (first_far || rows_of_one > 0) return Agreement::different;
  return first_gap ? Agreement::close : Agreement::identical;
}

std::optional<std::uint64_t> MetricsComparison::first_different() const {
  if (!first_far) return first_of_one;
  return first_of_one ? std::min(first_far->iteration, *first_of_one) : first_far->iteration;
}

MetricsComparison compare_metrics(std::span<const MetricsRow> first,
                                  std::span<const MetricsRow> second,
                                  std::optional<std::uint64_t> until) {
  MetricsComparison comparison;
  const auto in_range = [&](const MetricsRow& row) { return !until || row.iteration <= *until; };
  const auto count_alone = [&](const MetricsRow& row) {
    if (!in_range(row)) return;
    if (comparison.rows_of_one++ == 0) comparison.first_of_one = row.iteration;
  };
  auto a = first.begin();
  auto b = second.begin();
  while (a != first.end() || b != second.end()) {
    if (b == second.end() || (a != first.end() && a->iteration < b->iteration)) {
      count_alone(*a++);
      continue;
    }
    if (a == first.end() || b->iteration < a->iteration) {
      count_alone(*b++);
      continue;
    }
    if (in_range(*a)) {
      ++comparison.common_rows;
      if (!comparison.first_gap) comparison.first_gap = find_gap(*a, *b, is_equal);
      if (!comparison.first_far) comparison.first_far = find_gap(*a, *b, is_close);
    }
    ++a;
    ++b;
  }
  return comparison;
}

WeightsComparison compare_weights(std::span<const NamedArray> first,
                                  std::span<const NamedArray> second) {
  WeightsComparison comparison;
  if (!same_layout(first, second)) {
    comparison.agreement = Agreement::different;
    return comparison;
  }
  for (std::size_t i = 0; i < first.size(); ++i) {
    const auto gap = relative_gap(as_doubles(first[i]), as_doubles(second[i]));
    if (gap && (comparison.array.empty() || *gap > comparison.largest)) {
      comparison.largest = *gap;
      comparison.array = first[i].name;
    }
  }
  if (!comparison.array.empty()) {
    comparison.agreement =
        comparison.largest <= close_tolerance ? Agreement::close : Agreement::different;
  }
  return comparison;
}

Agreement PredictionsComparison::agreement() const {
  if (!same_examples || different > 0) return Agreement::different;
  return equal_confidence ? Agreement::identical : Agreement::close;
}

PredictionsComparison compare_predictions(std::span<const PredictionLine> first,
                                          std::span<const PredictionLine> second) {
  PredictionsComparison comparison;
  comparison.examples = std::min(first.size(), second.size());
  comparison.same_examples = first.size() == second.size();
  for (std::size_t i = 0; i < comparison.examples; ++i) {
    const PredictionLine& a = first[i];
    const PredictionLine& b = second[i];
    if (a.index != b.index || a.label != b.label) comparison.same_examples = false;
    if (a.predicted != b.predicted) ++comparison.different;
    if (!same_bits(a.confidence, b.confidence)) comparison.equal_confidence = false;
  }
  return comparison;
}

}  // namespace runner
