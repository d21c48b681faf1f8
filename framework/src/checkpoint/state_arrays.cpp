#include "checkpoint/state_arrays.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "base/all_finite.hpp"
#include "base/error.hpp"
#include "checkpoint/array_values.hpp"

namespace runner {
namespace {

constexpr std::string_view optimizer_prefix = "optimizer.";
constexpr std::size_t row_values = all_metrics.size();

bool has_finite_values(const RealVector& values) {
  return std::visit([](const auto& reals) { return all_finite(reals); }, values);
}

NamedArray count_array(std::string name, std::uint64_t count) {
  return scalar_array(std::move(name), static_cast<std::int64_t>(count));
}

// Iteration and epoch.
NamedArray row_position_array(const std::string& name, const MetricsRow& row) {
  return vector_array(name + ".position",
                      std::vector<std::int64_t>{static_cast<std::int64_t>(row.iteration),
                                                static_cast<std::int64_t>(row.epoch)});
}

// The metrics in the order of metrics.csv; NaN for what was not measured.
NamedArray row_array(std::string name, const MetricsRow& row) {
  std::vector<double> values;
  for (const Metric metric : all_metrics) {
    values.push_back(metric_value(row, metric).value_or(std::nan("")));
  }
  return vector_array(std::move(name), std::move(values));
}

void add_row(std::vector<NamedArray>& arrays, const std::string& name, const MetricsRow& row) {
  arrays.push_back(row_position_array(name, row));
  arrays.push_back(row_array(name, row));
}

double checked_seconds(double seconds, std::string_view name) {
  if (seconds >= 0 && std::isfinite(seconds)) return seconds;
  fail_array(name, fmt::format("holds {} seconds", seconds));
}

// The accuracies say whether a set was measured: a loss may be NaN all the same, except that of the
// training set, which would have ended the run.
void set_metrics(MetricsRow& row, const double* values, std::string_view name) {
  const auto value_of = [&](Metric metric) { return values[static_cast<std::size_t>(metric)]; };
  const auto measured = [&](Metric loss, Metric accuracy) {
    const double value = value_of(accuracy);
    if (std::isnan(value) && std::isnan(value_of(loss))) return;
    if (!(value >= 0 && value <= 1)) {
      fail_array(name, fmt::format("holds the {} {}", to_text(accuracy), value));
    }
    set_metric_value(row, loss, value_of(loss));
    set_metric_value(row, accuracy, value);
  };
  measured(Metric::train_loss, Metric::train_accuracy);
  measured(Metric::validation_loss, Metric::validation_accuracy);
  measured(Metric::test_loss, Metric::test_accuracy);
  if (!std::isfinite(value_of(Metric::train_loss))) {
    fail_array(name, fmt::format("holds the train_loss {}", value_of(Metric::train_loss)));
  }
  row.seconds = checked_seconds(value_of(Metric::seconds), name);
}

MetricsRow row_in(std::span<const NamedArray> arrays, const std::string& name,
                  std::uint64_t completed) {
  const auto& values = vector_in<double>(arrays, name, row_values);
  const std::string position_name = name + ".position";
  const auto& position = vector_in<std::int64_t>(arrays, position_name, 2);
  MetricsRow row;
  row.iteration = checked_count(position[0], position_name, completed);
  row.epoch = checked_count(position[1], position_name, completed);
  set_metrics(row, values.data(), name);
  return row;
}

// In format 1 iteration and epoch stand before the metrics.
MetricsRow row_in_format_1(std::span<const NamedArray> arrays, const std::string& name,
                           std::uint64_t completed) {
  const auto& values = vector_in<double>(arrays, name, row_values + 2);
  MetricsRow row;
  row.iteration = checked_count(values[0], name, completed);
  row.epoch = checked_count(values[1], name, completed);
  set_metrics(row, values.data() + 2, name);
  return row;
}

RealVector finite_reals_in(std::span<const NamedArray> arrays, std::string_view name) {
  RealVector values = reals_in(arrays, name);
  if (!has_finite_values(values)) fail_array(name, "holds values that are not finite");
  return values;
}

void add_random(std::vector<NamedArray>& arrays, const Random& random) {
  const Random::State state = random.state();
  arrays.push_back(
      vector_array("random.key", std::vector<std::uint32_t>(state.key.begin(), state.key.end())));
  arrays.push_back(count_array("random.position", state.position));
  arrays.push_back(scalar_array("random.has_gauss", static_cast<std::uint8_t>(state.has_gauss)));
  arrays.push_back(scalar_array("random.cached_gaussian", state.cached_gaussian));
}

Random random_in(std::span<const NamedArray> arrays) {
  Random::State state;
  const auto& key = vector_in<std::uint32_t>(arrays, "random.key", state.key.size());
  std::copy(key.begin(), key.end(), state.key.begin());
  state.position =
      static_cast<std::uint32_t>(whole_number_in(arrays, "random.position", state.key.size()));
  state.has_gauss = vector_in<std::uint8_t>(arrays, "random.has_gauss", 1)[0] != 0;
  state.cached_gaussian = vector_in<double>(arrays, "random.cached_gaussian", 1)[0];
  return Random(state);
}

// Format 1 has the generator's memory in words of 32 bits: 624 numbers of 64 bits, the position,
// and the kept normal number with a flag. Only a build with the same layout can read it.
Random random_in_format_1(std::span<const NamedArray> arrays) {
  static_assert(std::is_trivially_copyable_v<Random>);
  constexpr std::size_t words = sizeof(Random) / sizeof(std::uint32_t);
  const auto& numbers = vector_in<double>(arrays, "random", words);
  std::vector<std::uint32_t> memory;
  constexpr auto max = std::numeric_limits<std::uint32_t>::max();
  for (const double number : numbers) {
    memory.push_back(static_cast<std::uint32_t>(checked_count(number, "random", max)));
  }
  Random random(0);
  std::memcpy(static_cast<void*>(&random), memory.data(), sizeof random);
  return random;
}

}  // namespace

std::uint64_t whole_number_in(std::span<const NamedArray> arrays, std::string_view name,
                              std::uint64_t max) {
  const NamedArray& array = array_in(arrays, name);
  if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&array.values)) {
    if (integers->size() == 1) return checked_count(integers->front(), name, max);
  }
  return checked_count(vector_in<double>(arrays, name, 1)[0], name, max);
}

bool can_be_saved(const TrainingState& state) {
  return has_finite_values(state.parameters) && has_finite_values(state.previous) &&
         (!state.best || has_finite_values(state.best->parameters));
}

std::vector<NamedArray> arrays_of(const TrainingState& state) {
  std::vector<NamedArray> arrays = {
      count_array("iteration", state.completed), scalar_array("seconds", state.seconds),
      real_array("parameters", state.parameters), real_array("previous", state.previous)};
  add_row(arrays, "last_row", state.last_row);
  add_random(arrays, state.random);
  for (const auto& [name, values] : state.optimizer) {
    arrays.push_back(real_array(std::string(optimizer_prefix) + name, values));
  }
  if (const auto& best = state.best) {
    add_row(arrays, "best.row", best->row);
    arrays.push_back(real_array("best.parameters", best->parameters));
    arrays.push_back(count_array("best.evaluations_since", best->evaluations_since_best));
  }
  if (!state.input_mean.empty()) {
    arrays.push_back(vector_array("input_mean", state.input_mean));
    arrays.push_back(vector_array("input_deviation", state.input_deviation));
  }
  return arrays;
}

TrainingState state_of(std::span<const NamedArray> arrays, std::uint64_t format,
                       std::uint64_t iterations) {
  const bool old = format == 1;
  const auto row = old ? row_in_format_1 : row_in;
  TrainingState state;
  state.completed = whole_number_in(arrays, "iteration", iterations);
  state.seconds = checked_seconds(vector_in<double>(arrays, "seconds", 1)[0], "seconds");
  state.last_row = row(arrays, "last_row", state.completed);
  state.random = old ? random_in_format_1(arrays) : random_in(arrays);
  state.parameters = finite_reals_in(arrays, "parameters");
  state.previous = finite_reals_in(arrays, "previous");
  for (const auto& array : arrays) {
    if (!array.name.starts_with(optimizer_prefix)) continue;
    state.optimizer.push_back(
        {array.name.substr(optimizer_prefix.size()), reals_in(arrays, array.name)});
  }
  if (find_array(arrays, "best.row") != nullptr) {
    TrainingState::Best best;
    best.row = row(arrays, "best.row", state.completed);
    if (!best.row.validation) fail_array("best.row", "has no validation metrics");
    best.parameters = finite_reals_in(arrays, "best.parameters");
    best.evaluations_since_best = whole_number_in(
        arrays, old ? "best.rows_since" : "best.evaluations_since", state.completed);
    state.best = std::move(best);
  }
  const auto doubles = [&](const char* name) -> std::vector<double> {
    const NamedArray* array = find_array(arrays, name);
    return array == nullptr ? std::vector<double>{}
                            : vector_in<double>(arrays, name, array->rows());
  };
  state.input_mean = doubles("input_mean");
  state.input_deviation = doubles("input_deviation");
  return state;
}

}  // namespace runner
