#include "compare/markup_tables.hpp"

#include "support/catch.hpp"

namespace runner::markup_tables_test {
namespace {

constexpr auto right = TextColumn::Align::right;

TextTable results() {
  return {{{"activation"}, {"test_accuracy", right}, {"runs", right}},
          {{"relu", "0.881 ± 0.004", "8"}, {"leaky_relu", "0.9", "10"}}};
}

// A cell in the middle of a row, without the spaces around it.
std::string cell_of(const std::string& line, const std::string& separator) {
  const std::size_t begin = line.find(separator) + separator.size();
  std::string cell = line.substr(begin, line.find(separator, begin) - begin);
  cell.erase(cell.find_last_not_of(' ') + 1);
  return cell;
}

std::string line_of(const std::string& text, std::size_t number) {
  std::istringstream stream(text);
  std::string line;
  for (std::size_t i = 0; i <= number; ++i) std::getline(stream, line);
  return line;
}

std::string in_markdown(const std::string& cell) {
  const TextTable table{{{"a"}, {"b"}, {"c"}}, {{"before", cell, "after"}}};
  return cell_of(line_of(markdown_table(table), 2).substr(1), " | ");
}

std::string in_latex(const std::string& cell) {
  const TextTable table{{{"a"}, {"b"}, {"c"}}, {{"before", cell, "after"}}};
  return cell_of(line_of(latex_table(table, ""), 5), " & ");
}

}  // namespace

TEST_CASE("a table in Markdown has pipes, a row of alignments and aligned cells",
          "[markup_tables]") {
  CHECK(markdown_table(results()) ==
        "| activation | test_accuracy | runs |\n"
        "| :--------- | ------------: | ---: |\n"
        "| relu       | 0.881 ± 0.004 |    8 |\n"
        "| leaky_relu |           0.9 |   10 |\n");
  CHECK(markdown_table({{{"a"}, {"", right}}, {{"", "1"}}}) ==
        "| a   |     |\n| :-- | --: |\n|     |   1 |\n");
}

TEST_CASE("what Markdown interprets is escaped", "[markup_tables]") {
  CHECK(in_markdown("a|b") == "a\\|b");
  CHECK(in_markdown("a\\") == "a\\\\");
  CHECK(in_markdown("a\\|") == "a\\\\\\|");
  CHECK(in_markdown("<b>&lt;") == "\\<b\\>\\&lt;");
  CHECK(in_markdown("*x* `y` [z](u) ~w~ $v$") == "\\*x\\* \\`y\\` \\[z\\](u) \\~w\\~ \\$v\\$");
  CHECK(in_markdown("_x_ a_b") == "\\_x\\_ a_b");
  CHECK(in_markdown("a\nb\r\n\nc\n") == "a<br>b<br>c");
  CHECK(in_markdown("a\x1b[2J\u202E") == "a?\\[2J?");
  CHECK(in_markdown("größe 数字 שלום") == "größe 数字 שלום");
}

TEST_CASE("a table in LaTeX has booktabs' rules", "[markup_tables]") {
  CHECK(latex_table(results(), "") ==
        "% The preamble needs \\usepackage{booktabs}.\n"
        "\\begin{tabular}{lrr}\n"
        "\\toprule\n"
        "activation  &    test\\_accuracy & runs \\\\\n"
        "\\midrule\n"
        "relu        & 0.881 $\\pm$ 0.004 &    8 \\\\\n"
        "leaky\\_relu &               0.9 &   10 \\\\\n"
        "\\bottomrule\n"
        "\\end{tabular}\n");
}

TEST_CASE("a caption puts a table in LaTeX into a table environment", "[markup_tables]") {
  CHECK(latex_table({{{"a"}}, {{"b"}}}, "100 % of 3 seeds") ==
        "% The preamble needs \\usepackage{booktabs}.\n"
        "\\begin{table}\n"
        "\\centering\n"
        "\\caption{100 \\% of 3 seeds}\n"
        "\\begin{tabular}{l}\n"
        "\\toprule\n"
        "a \\\\\n"
        "\\midrule\n"
        "b \\\\\n"
        "\\bottomrule\n"
        "\\end{tabular}\n"
        "\\end{table}\n");
}

TEST_CASE("what TeX interprets is escaped", "[markup_tables]") {
  CHECK(in_latex("# $ % & _ { }") == "\\# \\$ \\% \\& \\_ \\{ \\}");
  CHECK(in_latex("\\input{x}") == "\\textbackslash{}input\\{x\\}");
  CHECK(in_latex("a~b^c") == "a\\textasciitilde{}b\\textasciicircum{}c");
  CHECK(in_latex("a<b>c|d") == "a\\textless{}b\\textgreater{}c\\textbar{}d");
  CHECK(in_latex("1 ± 2 – 3 — 4…") == "1 $\\pm$ 2 -- 3 --- 4\\ldots{}");
  CHECK(in_latex("-0.5 to -1e-3 (-2)") == "$-$0.5 to $-$1e-3 ($-$2)");
  CHECK(in_latex("2025-01-01 a-b -x") == "2025-01-01 a-b -x");
  CHECK(in_latex("[1, 2]") == "{[}1, 2]");
  CHECK(in_latex("a--b \"c\"") == "a-{}-b \\char34{}c\\char34{}");
  CHECK(in_latex("*") == "{*}");
  CHECK(in_latex("a\nb\r\nc") == "a b c");
  CHECK(in_latex("a\x1b\u202E") == "a??");
  CHECK(in_latex("größe שלום") == "größe שלום");
}

}  // namespace runner::markup_tables_test
