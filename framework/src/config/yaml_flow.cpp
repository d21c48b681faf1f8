#include <vector>

#include <fmt/format.h>

#include "config/yaml_scalars.hpp"

namespace runner {
namespace {

bool is_flow_indicator(char c) {
  return std::string_view(",[]{}").find(c) != std::string_view::npos && c != '\0';
}

class FlowScanner {
 public:
  FlowScanner(YamlText& text, std::ptrdiff_t indent) : text_(text), indent_(indent) {}

  void scan() {
    do {
      skip_space();
      step();
    } while (!brackets_.empty());
  }

 private:
  // What came last since a comma or a bracket.
  enum class Last { nothing, plain, alias, closed };

  struct Bracket {
    char open;
    std::size_t position;
    bool has_item = false;   // since the last comma
    bool has_colon = false;  // the same
    Last last = Last::nothing;
  };

  Bracket& top() { return brackets_.back(); }

  void skip_space() {
    while (!brackets_.empty() && (text_.blank_ahead(0) || text_.peek() == '#')) {
      if (text_.at_line_end()) {
        next_line();
      } else if (text_.at_comment()) {
        text_.skip_comment();
        if (top().last == Last::plain) top().last = Last::closed;
      } else if (text_.peek() == '#') {
        text_.fail(text_.position(), "a comment needs a space before its '#'.");
      } else {
        text_.skip_spaces();
      }
    }
  }

  void next_line() {
    const auto line = text_.enter_next_line();
    if (line.exists && (line.indent > indent_ || text_.peek() == '#')) return;
    // A closing bracket below its key is not YAML either, but everybody's habit, and unambiguous.
    const bool closes = text_.peek() == ']' || text_.peek() == '}';
    if (line.exists && closes && line.indent == indent_ && !line.has_tab) return;
    if (line.exists && line.has_tab) text_.fail_tab(line.content);
    const std::string closing = top().open == '[' ? "]" : "}";
    text_.fail(top().position,
               line.exists
                   ? fmt::format("this '{}' is still open on line {}, which is not indented like a "
                                 "continuation; add the '{}'.",
                                 top().open, text_.line_number(line.content), closing)
                   : fmt::format("this '{}' is never closed; add the '{}'.", top().open, closing));
  }

  void step() {
    const char c = text_.peek();
    if (c == '[' || c == '{') {
      begin_item();
      check_depth(text_, brackets_.size());
      brackets_.push_back({c, text_.position()});
      text_.advance();
    } else if (c == ']' || c == '}') {
      close(c);
    } else if (c == ',') {
      end_item();
    } else if (c == '"' || c == '\'') {
      begin_item();
      skip_quoted(text_, indent_);
      top().last = Last::closed;
    } else if (c == ':' && is_value_indicator()) {
      colon();
    } else if (c == '&' || c == '!' || c == '*') {
      if (c == '*') begin_item();
      top().has_item = true;
      while (!text_.blank_ahead(0) && !is_flow_indicator(text_.peek())) text_.advance();
      if (c == '*') top().last = Last::alias;
    } else if (text_.at_indicator('?')) {
      top().has_item = true;
      text_.advance();
    } else {
      plain();
    }
  }

  void begin_item() {
    if (brackets_.empty()) return;
    if (top().last != Last::nothing) {
      text_.fail(text_.position(), "a comma is missing here, or quotes around the text.");
    }
    top().has_item = true;
  }

  void end_item() {
    if (!top().has_item) {
      text_.fail(text_.position(),
                 "there is no value before this comma; remove the comma, or write the value.");
    }
    top().has_item = top().has_colon = false;
    top().last = Last::nothing;
    text_.advance();
  }

  void close(char c) {
    const char expected = top().open == '[' ? ']' : '}';
    if (c != expected) {
      text_.fail(text_.position(),
                 fmt::format("the '{}' at {} must be closed by '{}', not by '{}'.", top().open,
                             text_.place(top().position).text(), expected, c));
    }
    brackets_.pop_back();
    text_.advance();
    if (!brackets_.empty()) top().last = Last::closed;
  }

  // Whether the colon here separates a key from its value: after quotes it needs no space.
  bool is_value_indicator() {
    return text_.blank_ahead(1) || is_flow_indicator(text_.peek(1)) || top().last == Last::closed;
  }

  void colon() {
    if (top().has_colon) {
      text_.fail(text_.position(),
                 "a second colon follows the first; put quotes around a text that holds ': '.");
    }
    top().has_item = top().has_colon = true;
    top().last = Last::nothing;
    text_.advance();
  }

  void plain() {
    if (text_.peek() == '-' && (text_.blank_ahead(1) || is_flow_indicator(text_.peek(1)))) {
      text_.fail(text_.position(),
                 "inside brackets, '-' does not begin a list item; remove it, or quote it.");
    }
    if (top().last != Last::plain) begin_item();
    while (!text_.at_rest_end() && !is_flow_indicator(text_.peek()) &&
           !(text_.peek() == ':' && (text_.blank_ahead(1) || is_flow_indicator(text_.peek(1))))) {
      text_.advance();
    }
    top().last = Last::plain;
    if (text_.peek() == '{' && text_.before() == '$') {
      text_.fail(text_.position() - 1,
                 "inside brackets and braces, a variable needs quotes; write \"${NAME}\".");
    }
  }

  YamlText& text_;
  std::ptrdiff_t indent_;
  std::vector<Bracket> brackets_;
};

}  // namespace

void skip_flow(YamlText& text, std::ptrdiff_t indent) { FlowScanner(text, indent).scan(); }

}  // namespace runner
