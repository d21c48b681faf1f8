// Reads NumPy's arrays as examples and labels. All functions throw Error (damaged) with a sentence
// about the array.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <runner/dataset.hpp>

#include "formats/memory_shortage.hpp"
#include "formats/npy_values.hpp"

namespace runner {

// "(60000, 28, 28)", as NumPy writes it.
inline std::string shape_text(const std::vector<std::uint64_t>& shape) {
  return fmt::format("({}{})", fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
}

// The shape of one example, after checking that the array can be read as examples.
inline InputShape example_shape(const formats::NpyArray& array) {
  const auto& [type, fortran_order, shape] = array.header();
  if (formats::npy_storage(type) == formats::NpyStorage::none) {
    array.fail(
        fmt::format("its elements are '{}', which cannot be read as numbers; convert them with "
                    ".astype(np.float32)",
                    type));
  }
  if (shape.size() < 2 || shape.size() > 4) {
    array.fail(fmt::format(
        "its shape is {}; expected (n, values), (n, rows, columns) or (n, rows, columns, channels)",
        shape_text(shape)));
  }
  if (std::ranges::find(shape, 0U) != shape.end()) {
    array.fail(fmt::format("its shape is {}, so it is empty", shape_text(shape)));
  }
  constexpr std::uint64_t max_channels = 4;
  if (shape.size() == 4 && shape[3] > max_channels) {
    array.fail(
        fmt::format("its shape is {}, but the last number is that of channels, at most {}; "
                    "np.moveaxis(x, 1, -1) moves them there",
                    shape_text(shape), max_channels));
  }
  check_size(array);
  if (shape.size() == 2) return {1, shape[1], 1};
  return {shape[1], shape[2], shape.size() == 4 ? shape[3] : 1};
}

// Throws unless the examples are images, whose rows and columns can be exchanged.
inline void check_images(const formats::NpyArray& array) {
  const auto& shape = array.header().shape;
  if (shape.size() > 2) return;
  array.fail(
      fmt::format("its shape is {}, but transpose needs images: (n, rows, columns) or (n, rows, "
                  "columns, channels); .reshape(len(x), rows, columns) makes them",
                  shape_text(shape)));
}

template <typename Stored>
arma::Mat<Stored> read_matrix(formats::NpyArray& array, std::uint64_t inputs, std::uint64_t count) {
  const std::string shortage = formats::memory_shortage(count, inputs, sizeof(Stored));
  if (!shortage.empty()) array.fail("it takes " + shortage + "; set limit to read fewer examples");
  arma::Mat<Stored> values(inputs, count, arma::fill::none);
  read_values(array, count, std::span(values.memptr(), values.n_elem));
  const auto* const not_finite = std::find_if(values.begin(), values.end(), [](Stored value) {
    return !std::isfinite(static_cast<double>(value));
  });
  if (not_finite != values.end()) {
    array.fail(fmt::format("its example {}, counted from 0, has {}; expected finite numbers",
                           static_cast<std::uint64_t>(not_finite - values.begin()) / inputs,
                           *not_finite));
  }
  return values;
}

// Reads the first `count` examples into the type that npy_storage() names.
inline decltype(Examples::values) read_example_values(formats::NpyArray& array,
                                                      std::uint64_t inputs, std::uint64_t count) {
  switch (formats::npy_storage(array.header().type)) {
    case formats::NpyStorage::byte:
      return read_matrix<std::uint8_t>(array, inputs, count);
    case formats::NpyStorage::single:
      return read_matrix<float>(array, inputs, count);
    default:
      return read_matrix<double>(array, inputs, count);
  }
}

// Throws unless the array has one label for each element along the first dimension. `examples` is
// the number of examples, which shows where one-hot labels have their classes.
inline void check_label_shape(const formats::NpyArray& array, std::uint64_t examples) {
  const auto& shape = array.header().shape;
  if (shape.size() == 1 || (shape.size() == 2 && shape[1] == 1)) return;
  std::string remedy;
  if (shape.size() == 2 && (shape[0] == examples || shape[1] == examples)) {
    const bool by_rows = shape[0] == examples;
    remedy = fmt::format("; if its {} are one-hot, .argmax(axis={}) turns them into labels",
                         by_rows ? "rows" : "columns", by_rows ? 1 : 0);
  }
  array.fail(fmt::format("its shape is {}; expected (n,), one integer for each example{}",
                         shape_text(shape), remedy));
}

// The number of labels, after checking that the array can be read as labels of `examples` examples.
inline std::uint64_t label_count(const formats::NpyArray& array, std::uint64_t examples) {
  check_label_shape(array, examples);
  const auto& [type, fortran_order, shape] = array.header();
  if (!formats::is_integer(type)) {
    const bool numbers = formats::npy_storage(type) != formats::NpyStorage::none;
    array.fail(fmt::format("its elements are '{}', but labels are integers; {}", type,
                           numbers ? "convert them with .astype(int)"
                                   : "np.unique(y, return_inverse=True)[1] numbers them in the "
                                     "order of np.unique(y)"));
  }
  check_size(array);
  return shape[0];
}

// Reads all labels, each from 0 to 65535.
// Requires: label_count() has checked the array.
inline std::vector<std::uint32_t> read_labels(formats::NpyArray& array) {
  constexpr std::uint32_t largest = 65535;
  std::vector<double> values(array.header().shape[0]);
  read_values(array, values.size(), std::span(values));
  const auto wrong =
      std::ranges::find_if(values, [](double value) { return value < 0 || value > largest; });
  if (wrong != values.end()) {
    array.fail(
        fmt::format("its element {}, counted from 0, is {}; expected a label, an integer "
                    "from 0 to {}",
                    wrong - values.begin(), *wrong, largest));
  }
  return {values.begin(), values.end()};
}

}  // namespace runner
