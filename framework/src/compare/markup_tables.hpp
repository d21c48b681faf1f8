// A table for documents. Nothing is dropped or shortened.
#pragma once

#include <string>

#include "compare/text_table.hpp"

namespace runner {

// A table of GitHub's Markdown. Cells show their text as it is: what Markdown would interpret is
// escaped, and line breaks become <br>.
// Requires: as draw().
std::string markdown_table(const TextTable& table);

// A table of LaTeX with the rules of the package booktabs, which a comment at the top asks for.
// What TeX would interpret is escaped, and some symbols are commands, such as $\pm$. Letters stay
// UTF-8, which LaTeX reads since 2018. With a caption, the tabular is in a table environment.
// Requires: as draw().
std::string latex_table(const TextTable& table, const std::string& caption);

}  // namespace runner
