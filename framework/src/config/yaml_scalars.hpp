// The parts of the checks of yaml_lint.hpp that concern one value. `indent` is the column of the
// list or map around it, and -1 at the top of a document: the value's later lines have more spaces.
#pragma once

#include "config/yaml_text.hpp"

namespace runner {

// Moves past a quoted text.
// Throws: Error (invalid_input) if the quote is not closed, or an escape is not one of YAML's.
void skip_quoted(YamlText& text, std::ptrdiff_t indent);

// Moves past a text without quotes outside of brackets, up to a comment, a line's end or the colon
// after a key.
// Throws: Error (invalid_input) if a later line of the text holds a key.
void skip_plain(YamlText& text, std::ptrdiff_t indent);

// Moves past a text that | or > begins.
// Throws: Error (invalid_input) if something else is on the line of | or >.
void skip_block_scalar(YamlText& text, std::ptrdiff_t indent);

// Throws: Error (invalid_input) at the position if maps and lists are nested `depth` deep already
// and may be no deeper.
void check_depth(const YamlText& text, std::size_t depth);

// Moves past a list in [...] or a map in {...}.
// Throws: Error (invalid_input) if a bracket is not closed or closed by another one, a place
// between commas is empty, or a comma is missing.
void skip_flow(YamlText& text, std::ptrdiff_t indent);

}  // namespace runner
