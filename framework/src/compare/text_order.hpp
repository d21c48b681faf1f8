// The order of texts in which numbers stand by their value.
#pragma once

#include <string>

#include "runs/csv_cells.hpp"

namespace runner {

inline bool is_number(const std::string& text) { return parse_cell<double>(text).has_value(); }
inline bool is_number_or_empty(const std::string& text) { return text.empty() || is_number(text); }

// Numbers by value, before other texts in the order of their bytes.
inline bool text_less(const std::string& a, const std::string& b) {
  const auto x = parse_cell<double>(a);
  const auto y = parse_cell<double>(b);
  if (x && y && *x != *y) return *x < *y;
  return x.has_value() != y.has_value() ? x.has_value() : a < b;
}

}  // namespace runner
