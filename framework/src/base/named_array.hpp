#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace runner {

// Numbers with a name and a shape, as numpy.savez() stores them.
struct NamedArray {
  using Values = std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>,
                              std::vector<std::uint32_t>, std::vector<std::uint8_t>>;

  std::string name;
  // () is one number, (n) a vector, (rows, columns) a matrix.
  std::vector<std::uint64_t> shape;
  // As many as the product of the shape; of a matrix column by column.
  Values values;

  std::uint64_t rows() const { return shape.empty() ? 1 : shape[0]; }
  std::uint64_t columns() const { return shape.size() < 2 ? 1 : shape[1]; }
};

// One number, an array of shape ().
template <typename Number>
NamedArray scalar_array(std::string name, Number number) {
  return {std::move(name), {}, std::vector<Number>{number}};
}

template <typename Number>
NamedArray vector_array(std::string name, std::vector<Number> numbers) {
  const std::uint64_t count = numbers.size();
  return {std::move(name), {count}, std::move(numbers)};
}

// Returns the array of that name, or null.
inline const NamedArray* find_array(std::span<const NamedArray> arrays, std::string_view name) {
  for (const auto& array : arrays) {
    if (array.name == name) return &array;
  }
  return nullptr;
}

}  // namespace runner
