#pragma once

#include <string>
#include <string_view>

namespace runner {

// Text for a cell of a Markdown table.
inline std::string markdown_cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace runner
