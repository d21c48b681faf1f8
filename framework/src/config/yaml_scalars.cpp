#include "config/yaml_scalars.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace runner {
namespace {

void skip_escape(YamlText& text) {
  const char c = text.peek(1);
  constexpr std::string_view escapes = "0abtnvfre \"/\\N_LPxuU\t\n";
  if (c == '\0' || escapes.find(c) != std::string_view::npos) {
    text.advance(c == '\0' || c == '\n' ? 1 : 2);
    return;
  }
  text.fail(text.position(),
            fmt::format("'\\{}' is not an escape of YAML's double quotes; write '\\\\' for a "
                        "backslash, or put the text into single quotes.",
                        c));
}

void continue_quoted(YamlText& text, std::ptrdiff_t indent, std::size_t open) {
  const auto line = text.enter_next_line();
  if (!line.exists) text.fail(open, "this quote is never closed; add the closing quote.");
  if (line.indent > indent) return;
  if (line.has_tab) text.fail_tab(line.content);
  text.fail(open, fmt::format("this quote is not closed on its line, and line {} is not indented "
                              "like a continuation; add the closing quote.",
                              text.line_number(line.content)));
}

// Moves over what belongs to the text in this line.
void skip_plain_line(YamlText& text) {
  while (!text.at_rest_end() && !text.at_indicator(':')) text.advance();
}

}  // namespace

void check_depth(const YamlText& text, std::size_t depth) {
  constexpr std::size_t max_depth = 1000;
  if (depth < max_depth) return;
  text.fail(text.position(),
            fmt::format("maps and lists are nested more than {} deep; an experiment needs a few "
                        "levels.",
                        max_depth));
}

void skip_quoted(YamlText& text, std::ptrdiff_t indent) {
  const std::size_t open = text.position();
  const char quote = text.peek();
  text.advance();
  while (true) {
    const char c = text.peek();
    if (text.at_line_end()) {
      continue_quoted(text, indent, open);
    } else if (c == '\\' && quote == '"') {
      skip_escape(text);
    } else if (c == quote && quote == '\'' && text.peek(1) == '\'') {
      text.advance(2);
    } else {
      text.advance();
      if (c == quote) return;
    }
  }
}

void skip_plain(YamlText& text, std::ptrdiff_t indent) {
  const std::size_t begin = text.position();
  skip_plain_line(text);
  while (text.at_line_end()) {
    const std::size_t line_end = text.position();
    const auto line = text.enter_next_line();
    if (!line.exists || line.indent <= indent || text.at_comment()) {
      text.seek(line_end);
      return;
    }
    skip_plain_line(text);
    if (!text.at_indicator(':')) continue;
    if (indent < 0) {
      text.fail(begin,
                "a line of a config is `key: value`, but this one has no key; a colon needs "
                "a space after it.");
    }
    text.fail(line.content, fmt::format("this line is indented like a continuation of the text at "
                                        "{}. Align it with its sibling keys, or quote the text.",
                                        text.place(begin).text()));
  }
}

void skip_block_scalar(YamlText& text, std::ptrdiff_t indent) {
  text.advance();
  std::ptrdiff_t content_indent = -1;
  while (!text.blank_ahead(0) && text.peek() != '#') {
    if (text.peek() >= '1' && text.peek() <= '9') {
      content_indent = std::max<std::ptrdiff_t>(indent, 0) + (text.peek() - '0');
    }
    text.advance();
  }
  text.skip_spaces();
  if (text.at_comment()) text.skip_comment();
  if (!text.at_line_end()) {
    text.fail(text.position(), text.peek() == '#'
                                   ? "a comment needs a space before its '#'."
                                   : "a text after '|' or '>' begins on the next line.");
  }
  while (true) {
    const std::size_t line_end = text.position();
    const auto line = text.enter_next_line();
    if (line.exists && content_indent < 0 && line.indent > indent) content_indent = line.indent;
    if (!line.exists || line.indent <= indent || line.indent < content_indent) {
      text.seek(line_end);
      return;
    }
    text.skip_line();
  }
}

}  // namespace runner
