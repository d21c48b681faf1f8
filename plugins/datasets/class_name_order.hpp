// The order of classes that are named by a source: by folders, or by the cells of a column.
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runner {

// The number that the whole name is, or nothing. A name such as "nan" is not a number.
inline std::optional<double> finite_number(const std::string& name) {
  double number = 0;
  const char* const end = name.data() + name.size();
  const auto [parsed, error] = std::from_chars(name.data(), end, number);
  if (error != std::errc() || parsed != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

// Sorts numbers by value and before texts, and texts by their bytes. Of numbers that are equal as
// doubles the shorter one is first.
inline void sort_class_names(std::vector<std::string>& names) {
  std::ranges::sort(names, [](const std::string& a, const std::string& b) {
    const auto a_number = finite_number(a);
    const auto b_number = finite_number(b);
    if (a_number.has_value() != b_number.has_value()) return a_number.has_value();
    if (a_number && *a_number != *b_number) return *a_number < *b_number;
    if (a_number && a.size() != b.size()) return a.size() < b.size();
    return a < b;
  });
}

// Returns the first name as a number if the names are consecutive numbers, and otherwise nothing.
// Requires: `names` is not empty.
inline std::optional<std::uint32_t> first_of_consecutive(const std::vector<std::string>& names) {
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::uint32_t number = 0;
    const char* const end = names[i].data() + names[i].size();
    const auto parsed = std::from_chars(names[i].data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    if (i == 0) first = number;
    if (number < i || number - i != first) return std::nullopt;
  }
  return first;
}

}  // namespace runner
