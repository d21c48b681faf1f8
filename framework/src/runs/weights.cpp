#include "runs/weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include "formats/npz.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

bool holds_reals(const NamedArray& array) {
  return std::visit(
      [](const auto& values) {
        return std::is_floating_point_v<typename std::decay_t<decltype(values)>::value_type>;
      },
      array.values);
}

bool is_finite(const NamedArray& array) {
  return std::visit(
      [](const auto& values) {
        return std::all_of(values.begin(), values.end(),
                           [](auto value) { return std::isfinite(static_cast<double>(value)); });
      },
      array.values);
}

// Checks one array of the file.
class ArrayCheck {
 public:
  ArrayCheck(const std::filesystem::path& file, std::span<const NamedArray> arrays,
             bool standardized)
      : file_(file), arrays_(arrays), standardized_(standardized) {}

  void check(std::string_view name, std::uint64_t rows, std::uint64_t columns) const {
    const NamedArray* array = find_array(arrays_, name);
    if (array == nullptr) {
      fail(fmt::format("there is no array '{}'; expected W1, b1, W2 and b2{}", name,
                       standardized_ ? ", input_mean and input_deviation" : ""));
    }
    if (!holds_reals(*array)) fail(fmt::format("the array '{}' does not hold reals", name));
    if (array->rows() != rows || array->columns() != columns) {
      fail(fmt::format("the array '{}' is {} x {}, but config.yaml and run.json say {} x {}", name,
                       array->rows(), array->columns(), rows, columns));
    }
    if (!is_finite(*array)) {
      fail(
          fmt::format("the array '{}' holds values that are not finite, so the network cannot "
                      "classify anything; the run has probably diverged",
                      name));
    }
  }

  // input_mean and input_deviation, which exist only if inputs are standardised.
  void check_standardization(std::uint64_t inputs) const {
    for (const std::string_view name : {"input_mean", "input_deviation"}) {
      const NamedArray* array = find_array(arrays_, name);
      if (!standardized_) {
        if (array == nullptr) continue;
        fail(fmt::format(
            "there is an array '{}', but config.yaml does not have `standardize: true`", name));
      }
      check(name, inputs, 1);
      const auto* values = std::get_if<std::vector<double>>(&array->values);
      if (values == nullptr) fail(fmt::format("the array '{}' does not hold doubles", name));
      const bool divides = name == "input_deviation";
      if (divides && std::any_of(values->begin(), values->end(), [](double v) { return v <= 0; })) {
        fail(fmt::format("the array '{}' holds values that are not above 0", name));
      }
    }
  }

 private:
  [[noreturn]] void fail(const std::string& clause) const {
    throw Error(ErrorCode::damaged, fmt::format("{}: {}.", file_.string(), clause));
  }

  const std::filesystem::path& file_;
  std::span<const NamedArray> arrays_;
  bool standardized_;
};

}  // namespace

NetworkShape network_shape(const RunRecord& record, const ExperimentSpec& spec) {
  const DataSummary& data = data_of(record).summary;
  return {data.shape.inputs(), spec.hidden_units, data.class_names.size()};
}

void write_weights(const std::filesystem::path& folder, std::span<const NamedArray> weights) {
  write_npz(folder / file_names::weights, weights);
}

std::vector<NamedArray> read_weights(const std::filesystem::path& folder, const NetworkShape& shape,
                                     bool standardized) {
  const auto file = folder / file_names::weights;
  auto arrays = read_npz(file);
  const ArrayCheck check(file, arrays, standardized);
  check.check("W1", shape.hidden_units, shape.inputs);
  check.check("b1", shape.hidden_units, 1);
  check.check("W2", shape.classes, shape.hidden_units);
  check.check("b2", shape.classes, 1);
  check.check_standardization(shape.inputs);
  return arrays;
}

}  // namespace runner
