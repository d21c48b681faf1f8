#include "compare/row_blocks.hpp"

#include <algorithm>
#include <string_view>

#include "base/text_width.hpp"
#include "compare/shortened_cells.hpp"

namespace runner {
namespace {

constexpr std::size_t block_indent = 2;
constexpr std::size_t max_value_lines = 5;

std::string_view without_outer_spaces(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// Cuts the next line off `rest`: up to its last space or '/' within the width, if that is in its
// second half.
// Requires: `rest` is not empty; width >= 2, so that any character fits.
std::string_view take_line(std::string_view& rest, std::size_t width) {
  std::string_view line = start_within(rest, width);
  if (line.size() < rest.size() && rest[line.size()] != ' ') {
    const std::size_t cut = line.find_last_of(" /");
    if (cut != std::string_view::npos && cut >= line.size() / 2) line = line.substr(0, cut + 1);
  }
  rest = without_outer_spaces(rest.substr(line.size()));
  return without_outer_spaces(line);
}

// The text in lines; the end of a very long one is left out.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  text = without_outer_spaces(text);
  while (!text.empty() && lines.size() + 1 < max_value_lines) {
    lines.emplace_back(take_line(text, width));
  }
  if (!text.empty()) lines.push_back(shortened(std::string(text), width));
  return lines;
}

// The columns of a block's heading: up to the first one of text.
std::size_t heading_columns(const TextTable& table) {
  std::size_t count = 0;
  while (count < table.columns.size() && table.columns[count].align != TextColumn::Align::left) {
    ++count;
  }
  return count < table.columns.size() ? count + 1 : 1;
}

class BlockWriter {
 public:
  BlockWriter(const TextTable& table, std::size_t width)
      : table_(table), width_(width), heading_(heading_columns(table)) {
    std::size_t widest = 0;
    for (const auto& column : table.columns) {
      const std::string_view title = without_outer_spaces(column.title);
      keys_.emplace_back(title.empty() ? "-" : title);
      if (keys_.size() > heading_) widest = std::max(widest, display_width(keys_.back()));
    }
    key_width_ = std::min(widest, width / 2 - block_indent);
    constexpr std::size_t readable_key = 16;
    stacked_ = key_width_ < std::min(widest, readable_key);
    shorten_cells(keys_, stacked_ ? width - block_indent : key_width_);
  }

  std::string write() {
    for (const auto& row : table_.rows) {
      if (!text_.empty()) text_ += '\n';
      write_heading(row);
      for (std::size_t i = heading_; i < row.size(); ++i) write_value(keys_[i], row[i]);
    }
    return std::move(text_);
  }

 private:
  void write_heading(const std::vector<std::string>& row) {
    std::string heading;
    for (std::size_t i = 0; i < heading_; ++i) {
      if (!row[i].empty()) heading += (heading.empty() ? "" : "  ") + row[i];
    }
    auto lines = wrapped(heading, width_);
    if (lines.empty()) lines.emplace_back("-");
    for (const auto& line : lines) text_ += line + '\n';
  }

  void write_value(const std::string& key, const std::string& value) {
    const std::size_t start = block_indent + (stacked_ ? block_indent : key_width_ + 2);
    const auto lines = wrapped(value, width_ - start);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i == 0) text_ += std::string(block_indent, ' ') + key;
      if (i == 0 && stacked_) text_ += '\n';
      const bool beside_key = i == 0 && !stacked_;
      const std::size_t used = beside_key ? block_indent + display_width(key) : 0;
      text_ += std::string(start - used, ' ');
      text_ += lines[i] + '\n';
    }
  }

  const TextTable& table_;
  std::size_t width_;
  std::size_t heading_;
  std::vector<std::string> keys_;  // the titles, as they are shown
  std::size_t key_width_ = 0;
  bool stacked_ = false;  // whether keys have lines of their own, because beside values little fits
  std::string text_;
};

}  // namespace

std::string draw_blocks(const TextTable& table, std::size_t width) {
  return BlockWriter(table, width).write();
}

}  // namespace runner
