#include "config/yaml_lint.hpp"

#include <vector>

#include <fmt/format.h>

#include "config/yaml_scalars.hpp"

namespace runner {
namespace {

enum class Kind { document, map, list };

// A document, map or list that is still open; the innermost is last.
struct Block {
  Kind kind;
  std::ptrdiff_t column;
  bool expects_value;  // after a key, a dash or the document's beginning
};

class BlockScanner {
 public:
  BlockScanner(std::string_view yaml, const SourceLocation& start) : text_(yaml, start) {
    begin_document();
  }

  void scan() {
    while (enter_content()) scan_line();
  }

 private:
  Block& top() { return blocks_.back(); }

  void begin_document() { blocks_ = {{Kind::document, -1, true}}; }

  // Moves to the first character that is not white space or a comment.
  bool enter_content() {
    while (!text_.at_end()) {
      text_.skip_spaces();
      if (text_.at_comment()) text_.skip_comment();
      if (!text_.at_line_end()) return true;
      text_.advance();
    }
    return false;
  }

  void scan_line() {
    const std::ptrdiff_t column = text_.column();
    if (text_.at_document_marker()) {
      scan_marker();
      return;
    }
    const bool at_beginning = top().kind == Kind::document && top().expects_value;
    if (column == 0 && text_.peek() == '%' && at_beginning) {  // a directive, such as %YAML 1.2
      text_.skip_line();
      return;
    }
    const std::ptrdiff_t spaces = text_.leading_spaces();
    const bool has_tab = spaces < column;
    if (has_tab && (spaces <= top().column || !top().expects_value)) {
      text_.fail_tab(text_.position());
    }
    close_blocks(column);
    scan_node(has_tab);
  }

  void scan_marker() {
    const bool begins = text_.peek() == '-';
    text_.advance(3);
    begin_document();
    text_.skip_spaces();
    if (begins && !text_.at_rest_end()) {
      scan_node(false);
    } else {
      finish_line();
    }
  }

  // Closes the maps and lists that end before a line with this indentation.
  void close_blocks(std::ptrdiff_t column) {
    bool closed = false;
    while (top().column > column) {
      blocks_.pop_back();
      closed = true;
    }
    if (top().kind == Kind::list && top().column == column && !text_.at_indicator('-')) {
      const Block& around = blocks_[blocks_.size() - 2];
      if (around.column != column) {
        text_.fail(text_.position(),
                   "each line of this list begins with '- ', but this one does not.");
      }
      blocks_.pop_back();
    }
    if (top().column == column || top().expects_value) return;
    text_.fail(text_.position(), top().kind == Kind::document
                                     ? "this line follows the end of the document's only value."
                                 : closed
                                     ? "this line's indentation matches no line above it."
                                     : "this line is indented like a part of the value above it, "
                                       "which is complete. Align it with its sibling keys.");
  }

  void open(Kind kind, std::ptrdiff_t column) {
    if (top().column == column && top().kind == kind) return;
    if (top().column == column && !top().expects_value) {
      text_.fail(text_.position(),
                 "a list item cannot stand among a map's keys; indent it, or give the list a "
                 "key.");
    }
    top().expects_value = false;
    check_depth(text_, blocks_.size());
    blocks_.push_back({kind, column, false});
  }

  // Scans keys, dashes and a value up to the line's end, or to the end of the value's last line. A
  // tab may precede a value, but no key and no dash.
  void scan_node(bool after_tab) {
    bool after_key = false;
    do {
      const Part part = scan_part(after_key, after_tab);
      if (part == Part::value) return;
      if (part == Part::nothing) break;
      top().expects_value = true;
      after_key = part == Part::key;
      const std::size_t gap = text_.position();
      text_.skip_spaces();
      after_tab = !after_key && text_.has_since(gap, '\t');
    } while (!text_.at_rest_end());
    finish_line();
  }

  // An indicator is one of "- ", "? " and ": "; nothing: anchors and tags at most.
  enum class Part { nothing, indicator, key, value };

  Part scan_part(bool after_key, bool after_tab) {
    const std::size_t begin = text_.position();
    const std::ptrdiff_t column = text_.column();
    const bool needs_key = top().kind == Kind::map && top().column == column && !after_key;
    skip_properties();
    if (text_.at_rest_end()) {
      if (needs_key) fail_without_key(begin);
      return Part::nothing;
    }
    if (text_.at_indicator('-') && after_key) {
      text_.fail(text_.position(),
                 "a list with '- ' must begin on the line after its key; on the same line write "
                 "[a, b].");
    }
    if (is_block_indicator() && !after_key) {
      if (after_tab) text_.fail_tab(text_.position());
      open(text_.peek() == '-' ? Kind::list : Kind::map, column);
      text_.advance();
      return Part::indicator;
    }
    const char first = text_.peek();
    skip_value(top().column);
    if (at_colon(first)) {
      check_key(begin, after_key);
      if (after_tab) text_.fail_tab(begin);
      open(Kind::map, column);
      text_.advance();
      return Part::key;
    }
    if (needs_key) fail_without_key(begin);
    finish_value(first);
    top().expects_value = false;
    return Part::value;
  }

  bool is_block_indicator() const {
    return text_.at_indicator('-') || text_.at_indicator('?') || text_.at_indicator(':');
  }

  // Anchors and tags.
  void skip_properties() {
    while (text_.peek() == '&' || text_.peek() == '!') {
      skip_word();
      text_.skip_spaces();
    }
  }

  void skip_word() {
    while (!text_.blank_ahead(0)) text_.advance();
  }

  void skip_value(std::ptrdiff_t indent) {
    const char first = text_.peek();
    if (first == '"' || first == '\'') {
      skip_quoted(text_, indent);
    } else if (first == '[' || first == '{') {
      skip_flow(text_, indent);
    } else if (first == '|' || first == '>') {
      skip_block_scalar(text_, indent);
    } else if (first == '*') {
      skip_word();
    } else {
      skip_plain(text_, indent);
    }
  }

  // After a value: whether it is a key. White space may precede the colon.
  bool at_colon(char first) {
    if (first == '|' || first == '>') return false;
    text_.skip_spaces();
    return text_.at_indicator(':');
  }

  void check_key(std::size_t begin, bool after_key) {
    if (after_key) {
      text_.fail(text_.position(),
                 "a second colon follows the first; put quotes around a text that "
                 "holds ': '.");
    }
    if (text_.has_since(begin, '\n')) {
      text_.fail(begin, "a key must be on one line; is a closing quote or bracket missing?");
    }
  }

  void fail_without_key(std::size_t begin) {
    text_.fail(begin,
               "a line of a config is `key: value`, but this one has no key; a colon needs a "
               "space after it.");
  }

  void finish_value(char first) {
    const bool has_end = first == '"' || first == '\'' || first == '[' || first == '{';
    if (has_end && !text_.at_rest_end() && text_.peek() != '#') {
      text_.fail(
          text_.position(),
          fmt::format(
              "unexpected text after the closing {}; check the quotes and brackets before it.",
              first == '"' || first == '\'' ? "quote" : "bracket"));
    }
    finish_line();
  }

  void finish_line() {
    text_.skip_spaces();
    if (text_.at_comment()) text_.skip_comment();
    if (text_.at_line_end()) return;
    text_.fail(text_.position(), text_.peek() == '#'
                                     ? "a comment needs a space before its '#'."
                                     : "unexpected text; only a comment may follow here.");
  }

  YamlText text_;
  std::vector<Block> blocks_;
};

}  // namespace

void lint_yaml(std::string_view yaml, const SourceLocation& start) {
  BlockScanner(yaml, start).scan();
}

}  // namespace runner
