// Reads the examples and labels of the npz dataset.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "array_place.hpp"
#include "class_indices.hpp"
#include "npz_arrays.hpp"
#include "transposed_images.hpp"

namespace runner {

// Examples with the shape and type that the test set must share.
struct NpzExamples {
  Examples examples;
  ArrayName name;
  InputShape shape;
  std::string type;   // as NumPy writes it: "|u1"
  LabelRange labels;  // of all labels, also those that a limit leaves out
};

inline std::string example_text(const InputShape& shape) {
  return fmt::format("{} x {} x {}", shape.rows, shape.columns, shape.channels);
}

// The shape of an array of such examples, as NumPy writes it: "(n, 28, 28)".
inline std::string numpy_shape(const InputShape& example, bool transpose) {
  const InputShape stored = transpose ? transposed(example) : example;
  if (stored.channels != 1) {
    return fmt::format("(n, {}, {}, {})", stored.rows, stored.columns, stored.channels);
  }
  if (stored.rows != 1) return fmt::format("(n, {}, {})", stored.rows, stored.columns);
  return fmt::format("(n, {})", stored.columns);
}

// example_shape(), for images if they are to be transposed.
inline InputShape stored_shape(const formats::NpyArray& array, bool transpose) {
  if (transpose) check_images(array);
  return example_shape(array);
}

inline ArrayName name_of(const formats::ArrayFile& file, const ArrayPlace& place) {
  return {place.file, file.is_npy() ? "" : place.name};
}

// "'x' uint8", or "uint8" in an .npy file.
inline std::string name_and_type(const ArrayName& name, const std::string& type) {
  const std::string type_name = formats::numpy_name(type);
  return name.name.empty() ? type_name : fmt::format("'{}' {}", name.name, type_name);
}

// Reads all labels, as many as `examples` has.
// Throws: OptionError.
inline std::vector<std::uint32_t> read_npz_labels(const ArrayPlace& place, std::uint64_t count,
                                                  const ArrayName& examples,
                                                  FilePhrases& decisions) {
  const auto file = for_option(place.file_option, [&] { return formats::ArrayFile(place.file); });
  return for_option(place.name_option, [&] {
    formats::NpyArray array = open_array(file, place);
    const ArrayName name = name_of(file, place);
    check_count(label_count(array, count), name, count, examples);
    auto labels = read_labels(array);
    decisions.add(place.file,
                  name_and_type(name, array.header().type) + ", " + range_text(range_of(labels)));
    return labels;
  });
}

// Reads the first `limit` examples and their labels; 0 means all. Adds what was found to
// `decisions`.
// Throws: OptionError.
inline NpzExamples read_npz_examples(const ArrayPlace& examples, const ArrayPlace& labels,
                                     bool transpose, std::uint64_t limit, FilePhrases& decisions) {
  const auto file =
      for_option(examples.file_option, [&] { return formats::ArrayFile(examples.file); });
  check_different(file, examples, labels);
  auto array = for_option(examples.name_option, [&] { return open_array(file, examples); });
  NpzExamples result;
  result.name = name_of(file, examples);
  result.shape = for_option(examples.name_option, [&] { return stored_shape(array, transpose); });
  result.type = array.header().type;
  const std::uint64_t all = array.header().shape[0];
  const std::uint64_t count = limit == 0 ? all : std::min(limit, all);
  decisions.add(examples.file,
                fmt::format("{} {}{}", name_and_type(result.name, result.type),
                            shape_text(array.header().shape), transpose ? ", transposed" : ""));
  result.examples.labels = read_npz_labels(labels, all, result.name, decisions);
  result.labels = range_of(result.examples.labels);
  result.examples.labels.resize(count);
  for_option(examples.name_option, [&] {
    result.examples.values = read_example_values(array, result.shape.inputs(), count);
  });
  if (transpose) result.shape = transpose_images(result.examples, result.shape);
  return result;
}

}  // namespace runner
