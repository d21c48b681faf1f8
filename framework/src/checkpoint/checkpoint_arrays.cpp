#include "checkpoint/checkpoint_arrays.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include <fmt/format.h>

#include "config/diagnostics.hpp"

namespace runner {
namespace {

constexpr std::string_view optimizer_prefix = "optimizer.";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr arma::uword row_numbers = 9;

template <typename Real>
const arma::Mat<Real>& column_in(const std::vector<NpzArray>& arrays, std::string_view name,
                                 arma::uword rows) {
  const NpzArray* array = find_array(arrays, name);
  if (array == nullptr)
    throw Error(ErrorCode::invalid_input, fmt::format("the array '{}' is missing", name));
  const auto* values = std::get_if<arma::Mat<Real>>(&array->values);
  if (values == nullptr) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("the array '{}' has another precision than {}", name,
                            sizeof(Real) == sizeof(float) ? "float" : "double"));
  }
  if (values->n_rows != rows || values->n_cols != 1) {
    throw Error(ErrorCode::invalid_input, fmt::format("the array '{}' is {} x {} and not {} x 1",
                                                      name, values->n_rows, values->n_cols, rows));
  }
  return *values;
}

// Iteration, epoch and the figures of metrics.csv in its order, those not measured NaN.
NpzArray row_array(std::string name, const MetricsRow& row) {
  const auto loss = [](const auto& figures) { return figures ? figures->loss : nothing; };
  const auto accuracy = [](const auto& figures) { return figures ? figures->accuracy : nothing; };
  return {std::move(name),
          arma::mat(arma::vec{static_cast<double>(row.iteration), static_cast<double>(row.epoch),
                              row.train.loss, row.train.accuracy, loss(row.validation),
                              accuracy(row.validation), loss(row.test), accuracy(row.test),
                              row.seconds})};
}

std::uint64_t whole(double number, std::string_view name, std::uint64_t most) {
  const bool good =
      number >= 0 && number <= static_cast<double>(most) && number == std::floor(number);
  if (!good) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("the array '{}' holds {} where a whole number of at most {} stands",
                            name, number, most));
  }
  return static_cast<std::uint64_t>(number);
}

// Losses may be anything that a network can have, accuracies say whether there is a figure.
MetricsRow row_in(const std::vector<NpzArray>& arrays, std::string_view name,
                  std::uint64_t completed) {
  const arma::mat& numbers = column_in<double>(arrays, name, row_numbers);
  const auto figures = [&](arma::uword first) -> std::optional<Figures> {
    if (std::isnan(numbers[first + 1])) return std::nullopt;
    return Figures{numbers[first], numbers[first + 1]};
  };
  MetricsRow row;
  row.iteration = whole(numbers[0], name, completed);
  row.epoch = whole(numbers[1], name, completed);
  row.train = {numbers[2], numbers[3]};
  row.validation = figures(4);
  row.test = figures(6);
  row.seconds = numbers[8];
  return row;
}

// The generator's memory as it lies, in words of 32 bits, which a double holds exactly. Whatever
// the words are, they make a generator that is safe to draw permutations with.
static_assert(std::is_trivially_copyable_v<Random> && sizeof(Random) % sizeof(std::uint32_t) == 0);
using RandomWords = std::array<std::uint32_t, sizeof(Random) / sizeof(std::uint32_t)>;

NpzArray random_array(const Random& random) {
  RandomWords words;
  std::memcpy(words.data(), &random, sizeof random);
  arma::mat numbers(words.size(), 1);
  for (std::size_t i = 0; i < words.size(); ++i) numbers[i] = words[i];
  return {"random", numbers};
}

Random random_in(const std::vector<NpzArray>& arrays) {
  RandomWords words;
  const arma::mat& numbers = column_in<double>(arrays, "random", words.size());
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i] = static_cast<std::uint32_t>(whole(numbers[i], "random", most));
  }
  Random random(0);
  std::memcpy(static_cast<void*>(&random), words.data(), sizeof random);
  return random;
}

template <typename Real>
typename TrainingState<Real>::Best best_in(const std::vector<NpzArray>& arrays,
                                           arma::uword parameters, std::uint64_t completed) {
  typename TrainingState<Real>::Best best;
  best.row = row_in(arrays, "best.row", completed);
  if (!best.row.validation)
    throw Error(ErrorCode::invalid_input, "the array 'best.row' has no validation figures");
  best.parameters = column_in<Real>(arrays, "best.parameters", parameters);
  best.evaluations_since_best = whole_number_in(arrays, "best.rows_since", completed);
  return best;
}

}  // namespace

NpzArray number_array(std::string name, double number) {
  return {std::move(name), arma::mat(1, 1, arma::fill::value(number))};
}

std::uint64_t whole_number_in(const std::vector<NpzArray>& arrays, std::string_view name,
                              std::uint64_t most) {
  return whole(column_in<double>(arrays, name, 1)[0], name, most);
}

template <typename Real>
std::vector<NpzArray> arrays_of(const TrainingState<Real>& state) {
  using Mat = arma::Mat<Real>;
  std::vector<NpzArray> arrays = {number_array("iteration", static_cast<double>(state.completed)),
                                  number_array("seconds", state.seconds),
                                  row_array("last_row", state.last_row),
                                  random_array(state.random),
                                  {"parameters", Mat(state.parameters)},
                                  {"previous", Mat(state.previous)}};
  for (const auto& [name, values] : state.optimizer) {
    arrays.push_back({std::string(optimizer_prefix) + name, Mat(values)});
  }
  if (const auto& best = state.best) {
    arrays.push_back(row_array("best.row", best->row));
    arrays.push_back({"best.parameters", Mat(best->parameters)});
    arrays.push_back(
        number_array("best.rows_since", static_cast<double>(best->evaluations_since_best)));
  }
  return arrays;
}

template <typename Real>
TrainingState<Real> state_of(const std::vector<NpzArray>& arrays, const NetworkShape& shape,
                             std::uint64_t iterations) {
  const arma::uword parameters = shape.parameter_count();
  TrainingState<Real> state;
  state.completed = whole_number_in(arrays, "iteration", iterations);
  state.seconds = column_in<double>(arrays, "seconds", 1)[0];
  state.last_row = row_in(arrays, "last_row", state.completed);
  state.random = random_in(arrays);
  state.parameters = column_in<Real>(arrays, "parameters", parameters);
  state.previous = column_in<Real>(arrays, "previous", parameters);
  for (const auto& array : arrays) {
    if (!array.name.starts_with(optimizer_prefix)) continue;
    state.optimizer.push_back({array.name.substr(optimizer_prefix.size()),
                               column_in<Real>(arrays, array.name, parameters)});
  }
  if (find_array(arrays, "best.row") != nullptr) {
    state.best = best_in<Real>(arrays, parameters, state.completed);
  }
  return state;
}

template std::vector<NpzArray> arrays_of(const TrainingState<float>&);
template std::vector<NpzArray> arrays_of(const TrainingState<double>&);
template TrainingState<float> state_of(const std::vector<NpzArray>&, const NetworkShape&,
                                       std::uint64_t);
template TrainingState<double> state_of(const std::vector<NpzArray>&, const NetworkShape&,
                                        std::uint64_t);

}  // namespace runner
