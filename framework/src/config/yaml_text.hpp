#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "config/diagnostics.hpp"

namespace runner {

// A position in a YAML text, which the checks of yaml_lint.hpp move forward.
class YamlText {
 public:
  // Locations count from `start`, as in parse_yaml(). Requires: the text holds no NUL byte.
  YamlText(std::string_view text, const SourceLocation& start);

  std::size_t position() const { return position_; }
  void seek(std::size_t position) { position_ = position; }
  void advance(std::size_t count = 1) { position_ += count; }

  bool at_end() const { return position_ >= text_.size(); }
  bool at_line_end() const { return at_end() || peek() == '\n'; }
  // At a line's end or at a comment.
  bool at_rest_end() const { return at_line_end() || at_comment(); }
  bool at_comment() const { return peek() == '#' && (position_ == 0 || is_blank(before())); }
  // At `indicator` with white space after it, such as the "- " of a list item.
  bool at_indicator(char indicator) const { return peek() == indicator && blank_ahead(1); }
  // At "---" or "..." at the beginning of a line.
  bool at_document_marker() const;

  // The character that many places ahead; NUL beyond the end.
  char peek(std::size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }
  char before() const { return position_ == 0 ? '\n' : text_[position_ - 1]; }
  // White space, a line break or the end.
  bool blank_ahead(std::size_t ahead) const { return peek(ahead) == '\0' || is_blank(peek(ahead)); }
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

  void skip_spaces();  // and tabs
  void skip_line();    // up to its line break
  // Throws: Error (invalid_input) in an argument of the command line, which has no comments.
  void skip_comment();

  // How a line begins that continues a value.
  struct Line {
    bool exists;            // false: the text or the document ends
    std::ptrdiff_t indent;  // its leading spaces
    bool has_tab;           // a tab follows them
    std::size_t content;    // position of its first other character
  };
  // Moves from a line's end to the content of the next line that is not empty.
  Line enter_next_line();

  // Bytes before the position in its line.
  std::ptrdiff_t column() const;
  // Spaces at the beginning of the position's line.
  std::ptrdiff_t leading_spaces() const;
  // Whether the text from `begin` to the position contains `c`.
  bool has_since(std::size_t begin, char c) const;
  // Counts from 1, as places in messages do.
  std::size_t line_number(std::size_t position) const;
  SourceLocation place(std::size_t position) const;
  [[noreturn]] void fail(std::size_t position, std::string_view sentence) const;
  [[noreturn]] void fail_tab(std::size_t position) const;

 private:
  std::size_t line_begin(std::size_t position) const;

  // The last result of line_begin(), so that finding the columns of one long line takes linear
  // time.
  struct Known {
    std::size_t position = 0;
    std::size_t line_begin = 0;
  };
  mutable Known known_;
  std::string text_;  // with \n as its only line break
  std::size_t position_ = 0;
  SourceLocation start_;
};

}  // namespace runner
