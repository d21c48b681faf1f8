// Checked access to arrays that were read from a file. Each throws Error (damaged), a clause that
// names the array, if it is not as expected.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/named_array.hpp"
#include "training/real_vector.hpp"

namespace runner {

[[noreturn]] inline void fail_array(std::string_view name, std::string_view what) {
  throw Error(ErrorCode::damaged, fmt::format("the array '{}' {}", name, what));
}

inline const NamedArray& array_in(std::span<const NamedArray> arrays, std::string_view name) {
  const NamedArray* array = find_array(arrays, name);
  if (array == nullptr) fail_array(name, "is missing");
  return *array;
}

// The numbers of an array of one type and length.
template <typename Number>
const std::vector<Number>& vector_in(std::span<const NamedArray> arrays, std::string_view name,
                                     std::size_t length) {
  const auto* values = std::get_if<std::vector<Number>>(&array_in(arrays, name).values);
  if (values == nullptr) fail_array(name, "has elements of an unexpected type");
  if (values->size() != length) {
    fail_array(name, fmt::format("has {} elements instead of {}", values->size(), length));
  }
  return *values;
}

// `number` if it is whole and from 0 to `max`.
template <typename Number>
std::uint64_t checked_count(Number number, std::string_view name, std::uint64_t max) {
  const auto real = static_cast<double>(number);
  const bool whole = real >= 0 && real <= static_cast<double>(max) &&
                     static_cast<Number>(static_cast<std::uint64_t>(real)) == number;
  if (whole) return static_cast<std::uint64_t>(number);
  fail_array(name, fmt::format("holds {} instead of a whole number of at most {}", number, max));
}

inline RealVector reals_in(std::span<const NamedArray> arrays, std::string_view name) {
  const NamedArray& array = array_in(arrays, name);
  if (const auto* doubles = std::get_if<std::vector<double>>(&array.values)) return *doubles;
  if (const auto* floats = std::get_if<std::vector<float>>(&array.values)) return *floats;
  fail_array(name, "does not hold reals");
}

inline NamedArray real_array(std::string name, const RealVector& values) {
  return std::visit([&](const auto& reals) { return vector_array(std::move(name), reals); },
                    values);
}

}  // namespace runner
