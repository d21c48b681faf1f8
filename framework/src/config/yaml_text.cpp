#include "config/yaml_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace runner {

YamlText::YamlText(std::string_view text, const SourceLocation& start) : start_(start) {
  text_.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      text_ += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      text_ += '\n';
    }
  }
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.starts_with(byte_order_mark)) text_.erase(0, byte_order_mark.size());
}

bool YamlText::at_document_marker() const {
  const std::string_view ahead = std::string_view(text_).substr(std::min(position_, text_.size()));
  return before() == '\n' && (ahead.starts_with("---") || ahead.starts_with("...")) &&
         blank_ahead(3);
}

void YamlText::skip_spaces() {
  while (peek() == ' ' || peek() == '\t') advance();
}

void YamlText::skip_line() { position_ = std::min(text_.find('\n', position_), text_.size()); }

void YamlText::skip_comment() {
  if (start_.line == 0) {
    fail(position_,
         fmt::format("'#' begins a comment, and the rest would be ignored. If it is part "
                     "of the value, put YAML's quotes around it: '\"{}\"'.",
                     text_));
  }
  skip_line();
}

YamlText::Line YamlText::enter_next_line() {
  while (peek() == '\n') {
    advance();
    if (at_document_marker()) return {false, 0, false, position_};
    const std::size_t begin = position_;
    while (peek() == ' ') advance();
    const auto indent = static_cast<std::ptrdiff_t>(position_ - begin);
    const bool has_tab = peek() == '\t';
    skip_spaces();
    if (!at_line_end()) return {true, indent, has_tab, position_};
  }
  return {false, 0, false, position_};
}

std::size_t YamlText::line_begin(std::size_t position) const {
  const bool forward = position >= known_.position;
  const std::size_t from = forward ? known_.position : 0;
  const std::size_t found = std::string_view(text_).substr(from, position - from).rfind('\n');
  const std::size_t otherwise = forward ? known_.line_begin : 0;
  known_ = {position, found == std::string_view::npos ? otherwise : from + found + 1};
  return known_.line_begin;
}

std::ptrdiff_t YamlText::column() const {
  return static_cast<std::ptrdiff_t>(position_ - line_begin(position_));
}

std::ptrdiff_t YamlText::leading_spaces() const {
  const std::size_t begin = line_begin(position_);
  return static_cast<std::ptrdiff_t>(std::min(text_.find_first_not_of(' ', begin), text_.size()) -
                                     begin);
}

std::size_t YamlText::line_number(std::size_t position) const {
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(position);
  return start_.line + static_cast<std::size_t>(std::count(text_.begin(), end, '\n'));
}

bool YamlText::has_since(std::size_t begin, char c) const {
  return std::string_view(text_).substr(begin, position_ - begin).find(c) != std::string_view::npos;
}

SourceLocation YamlText::place(std::size_t position) const {
  const std::size_t column = position - line_begin(position);
  if (start_.line == 0) return {start_.source, 0, start_.column + column};
  return {start_.source, line_number(position), column + 1};
}

void YamlText::fail(std::size_t position, std::string_view sentence) const {
  throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", place(position).text(), sentence));
}

void YamlText::fail_tab(std::size_t position) const {
  fail(position, "this line is indented with a tab; YAML's indentation is spaces.");
}

}  // namespace runner
