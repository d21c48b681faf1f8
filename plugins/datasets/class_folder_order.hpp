// The order of classes whose names are those of folders.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

inline bool is_number_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

// Sorts by value if all names are numbers, such as "0", "1", ..., "12"; otherwise by bytes.
inline void sort_class_names(std::vector<std::string>& names) {
  std::ranges::sort(names);
  if (!std::ranges::all_of(names, is_number_name)) return;
  const auto digits = [](std::string_view name) {
    return name.substr(std::min(name.find_first_not_of('0'), name.size()));
  };
  std::ranges::stable_sort(names, [&](const std::string& a, const std::string& b) {
    const std::string_view first = digits(a);
    const std::string_view second = digits(b);
    return first.size() != second.size() ? first.size() < second.size() : first < second;
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
