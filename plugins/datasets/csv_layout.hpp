// What each cell of a row is for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runner {

enum class CsvRole {
  input,
  label,
  ignored,
  index,  // ignored, after a check that it counts the rows
};

struct CsvColumn {
  CsvRole role = CsvRole::ignored;
  std::size_t input = 0;  // of an input: its number among the network's inputs, from 0
};

// Neighbouring cells with the same role, inputs in the network's order.
struct CsvSegment {
  CsvRole role = CsvRole::ignored;
  std::size_t cells = 0;
  std::size_t first_input = 0;
};

// The layout of every row.
struct CsvLayout {
  std::vector<CsvSegment> segments;
  std::size_t cells = 0;
  std::size_t inputs = 0;
  bool has_label = false;
  std::uint64_t index_start = 0;  // what an index column has in the first row
  std::uint64_t first_row = 1;    // the first row's line
};

inline CsvLayout layout_of(const std::vector<CsvColumn>& columns) {
  CsvLayout layout;
  layout.cells = columns.size();
  for (const auto& [role, input] : columns) {
    layout.inputs += role == CsvRole::input ? 1 : 0;
    layout.has_label = layout.has_label || role == CsvRole::label;
    const bool continues =
        !layout.segments.empty() && layout.segments.back().role == role &&
        (role != CsvRole::input ||
         layout.segments.back().first_input + layout.segments.back().cells == input);
    if (continues) {
      ++layout.segments.back().cells;
    } else {
      layout.segments.push_back({role, 1, input});
    }
  }
  return layout;
}

}  // namespace runner
