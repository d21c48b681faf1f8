#include "compare/text_table.hpp"

#include <random>
#include <sstream>

#include "base/text_width.hpp"
#include "support/catch.hpp"

namespace runner::text_table_test {
namespace {

constexpr auto left = TextColumn::Align::left;
constexpr auto right = TextColumn::Align::right;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (const auto& line : lines(text)) widest = std::max(widest, display_width(line));
  return widest;
}

TextTable runs() {
  return {{{"run"}, {"activation"}, {"alpha", right}, {"test_accuracy", right}},
          {{"baseline", "relu", "0.1", "0.8810"}, {"größer", "tanh", "0.01", "0.9"}}};
}

TextTable one_column(const std::vector<std::string>& cells, const std::string& title = "run") {
  TextTable table{{{title}}, {}};
  for (const auto& cell : cells) table.rows.push_back({cell});
  return table;
}

using Texts = std::vector<std::string>;

// The cells of a table of one column drawn in `width` columns beside a column of numbers that
// leaves the cells `cell_width`.
Texts shortened_to(std::size_t cell_width, const Texts& cells) {
  TextTable table{{{"run"}, {"accuracy", right}}, {}};
  for (const auto& cell : cells) table.rows.push_back({cell, "0.123456"});
  Texts result;
  for (const auto& line : lines(draw(table, cell_width + 9).text)) {
    result.push_back(line.substr(0, line.size() - 8));
    result.back().erase(result.back().find_last_not_of(' ') + 1);
  }
  result.erase(result.begin());
  return result;
}

}  // namespace

TEST_CASE("texts align on the left and numbers on the right, without trailing spaces",
          "[text_table]") {
  const std::string expected =
      "run       activation  alpha  test_accuracy\n"
      "baseline  relu          0.1         0.8810\n"
      "größer    tanh         0.01            0.9\n";
  CHECK(draw(runs(), std::nullopt).text == expected);
  CHECK(draw(runs(), 300).text == expected);
  CHECK(draw(runs(), 42).text == expected);
  CHECK(draw(runs(), 42).dropped.empty());
  CHECK(draw({{{"run"}, {"note"}}, {{"a", ""}}}, 80).text == "run  note\na\n");
}

TEST_CASE("a table that is a little too wide has one space between columns", "[text_table]") {
  CHECK(draw(runs(), 41).text ==
        "run      activation alpha test_accuracy\n"
        "baseline relu         0.1        0.8810\n"
        "größer   tanh        0.01           0.9\n");
}

TEST_CASE("columns of the lowest priority are dropped first, of equal ones the last",
          "[text_table]") {
  TextTable table = runs();
  table.columns[1].priority = 2;
  table.columns[2].priority = 1;
  CHECK(draw(table, 38).text ==
        "run       activation  test_accuracy\n"
        "baseline  relu               0.8810\n"
        "größer    tanh                  0.9\n");
  CHECK(draw(table, 38).dropped == Texts{"alpha"});
  CHECK(draw(table, 24).dropped == Texts{"activation", "alpha"});
  table.columns[1].priority = 1;
  CHECK(draw(table, 38).dropped == Texts{"alpha"});
  table.columns[2].priority = 2;
  CHECK(draw(table, 38).dropped == Texts{"activation"});
}

TEST_CASE("long texts are shortened before columns are dropped, but not below 32 columns",
          "[text_table]") {
  TextTable table{{{"run"}, {"alpha", right, 1}}, {{std::string(40, 'x'), "0.1"}}};
  CHECK(draw(table, 38).text ==
        "run                              alpha\n"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…   0.1\n");
  CHECK(draw(table, 37).text ==
        "run\n"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n");
  CHECK(draw(table, 29).dropped == Texts{"alpha"});
}

TEST_CASE("the longest texts are shortened first", "[text_table]") {
  const TextTable table{{{"a"}, {"b"}, {"c"}},
                        {{std::string(60, 'x'), std::string(50, 'y'), "short one"}}};
  CHECK(draw(table, 80).text == "a" + std::string(35, ' ') + "b" + std::string(34, ' ') + "c\n" +
                                    std::string(34, 'x') + "… " + std::string(33, 'y') +
                                    "… short one\n");
}

TEST_CASE("titles are shortened, numbers are not", "[text_table]") {
  const TextTable table{
      {{"run"}, {"network.activation.slope", right}, {"network.activation.width", right}},
      {{"a", "0.125", "1234567890"}}};
  CHECK(draw(table, 40).text ==
        "run network.…ion.slope network.…on.width\n"
        "a                0.125        1234567890\n");
}

TEST_CASE("the part of texts goes that tells them apart least", "[text_table]") {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";  // 6 columns wide
  CHECK(shortened_to(12, {"a very long text", "b very long text"}) ==
        Texts{"a very long…", "b very long…"});
  CHECK(shortened_to(12, {"very long text a", "very long text b"}) ==
        Texts{"very …text a", "very …text b"});
  CHECK(shortened_to(15, {"experiments/baseline/64da", "experiments/sigmoid/64db"}) ==
        Texts{"…/baseline/64da", "…/sigmoid/64db"});
  CHECK(shortened_to(12, {"experiments/baseline/64da", "experiments/baseline/0000"}) ==
        Texts{"…seline/64da", "…seline/0000"});
  CHECK(shortened_to(12, {"a/baseline/20250101/64da", "b/baseline/20250101/64da"}) ==
        Texts{"a/bas…1/64da", "b/bas…1/64da"});
  CHECK(shortened_to(9, {"手書き数字の実験"}) == Texts{"手書き数…"});
  CHECK(shortened_to(10, {"手書き数字の実験"}) == Texts{"手書き数…"});
  CHECK(shortened_to(8, {"abcde\u0301\u0302fghi", "x"}) == Texts{"abcde\u0301\u0302fg…", "x"});
  CHECK(shortened_to(9, {"ab" + family + "cdef"}) == Texts{"ab" + family + "…"});
  CHECK(shortened_to(8, {"abc" + family + "cdef"}) == Texts{"abc…"});
}

TEST_CASE("rows turn into blocks if the required columns do not fit", "[text_table]") {
  const TextTable table{{{"#", right}, {"run"}, {"activation"}, {"test_accuracy", right}, {"note"}},
                        {{"1", "baseline", "relu", "0.88100", "a note that is longer than a line"},
                         {"2", "tanh", "", "0.9", ""}}};
  CHECK(draw(table, 34).text ==
        "1  baseline\n"
        "  activation     relu\n"
        "  test_accuracy  0.88100\n"
        "  note           a note that is\n"
        "                 longer than a\n"
        "                 line\n"
        "\n"
        "2  tanh\n"
        "  test_accuracy  0.9\n");
  CHECK(draw(table, 34).dropped.empty());
  CHECK(draw(table, 20).text ==
        "1  baseline\n"
        "  activation\n"
        "    relu\n"
        "  test_accuracy\n"
        "    0.88100\n"
        "  note\n"
        "    a note that is\n"
        "    longer than a\n"
        "    line\n"
        "\n"
        "2  tanh\n"
        "  test_accuracy\n"
        "    0.9\n");
}

TEST_CASE("a width below 10 is treated as 10", "[text_table]") {
  const std::string text = draw(runs(), 1).text;
  CHECK(text == draw(runs(), 10).text);
  CHECK(text ==
        "baseline\n"
        "  activat…\n"
        "    relu\n"
        "  alpha\n"
        "    0.1\n"
        "  test_ac…\n"
        "    0.8810\n"
        "\n"
        "größer\n"
        "  activat…\n"
        "    tanh\n"
        "  alpha\n"
        "    0.01\n"
        "  test_ac…\n"
        "    0.9\n");
}

TEST_CASE("a very long value takes at most five lines of a block", "[text_table]") {
  TextTable table = one_column({"a"});
  table.columns.push_back({"alpha", right});
  table.rows[0].push_back(std::string(1000000, '1'));
  const auto shown = lines(draw(table, 40).text);
  REQUIRE(shown.size() == 6);
  CHECK(shown[1] == "  alpha  " + std::string(31, '1'));
  CHECK(shown[5] == std::string(9, ' ') + std::string(30, '1') + "…");
}

TEST_CASE("a block has a heading and keys even if the texts are empty", "[text_table]") {
  CHECK(draw({{{"run"}, {""}, {"a long title", right}}, {{" ", "b", "1"}, {"a", "", " "}}}, 12)
            .text == "-\n  -\n    b\n  a long ti…\n    1\n\na\n");
}

TEST_CASE("control characters of titles and cells are replaced", "[text_table]") {
  CHECK(draw(one_column({"a\x1b[2Jb", "\u202Egnp.exe", "line\nline"}, "r\tn"), 80).text ==
        "r?n\na?[2Jb\n?gnp.exe\nline?line\n");
}

TEST_CASE("a table without rows is its titles", "[text_table]") {
  CHECK(draw({{{"run"}, {"alpha", right}}, {}}, 80).text == "run  alpha\n");
  CHECK(draw({{{"run"}, {"a long title", right}}, {}}, 10).text == "");
}

namespace {

std::string random_text(std::mt19937& random, std::size_t max_length) {
  const Texts pieces = {"a", "b",  "x", "_",       "/",      " ",    ".",
                        "é", "字", "ש", "e\u0301", "\u202E", "\xff", "\U0001F468\u200D\U0001F469"};
  std::string text;
  for (std::size_t length = random() % (max_length + 1); length > 0; --length) {
    text += pieces[random() % 3 == 0 ? random() % pieces.size() : random() % 3];
  }
  return text;
}

// Every row starts with its number, which is too short to be shortened.
TextTable random_table(std::mt19937& random) {
  TextTable table;
  const std::size_t columns = 1 + random() % 12;
  for (std::size_t i = 0; i < columns; ++i) {
    const bool is_text = random() % 2 == 0;
    const int priority = random() % 2 == 0 ? TextColumn::required : static_cast<int>(random() % 3);
    const std::string title = std::to_string(i) + random_text(random, 25);
    table.columns.push_back({title, is_text ? left : right, priority});
  }
  table.columns[0].priority = TextColumn::required;
  table.columns[0].align = left;
  for (std::size_t rows = random() % 6; rows > 0; --rows) {
    Texts row{"#" + std::to_string(table.rows.size()) + " " + random_text(random, 1)};
    const std::size_t longest = random() % 4 == 0 ? 120 : 12;
    for (std::size_t i = 1; i < columns; ++i) {
      const bool is_text = table.columns[i].align == left;
      row.push_back(is_text ? random_text(random, longest)
                            : std::to_string(random() >> random() % 32));
    }
    table.rows.push_back(row);
  }
  return table;
}

// Rows in the drawn text.
std::size_t count_rows(const std::string& text) {
  std::size_t count = 0;
  for (const auto& line : lines(text)) count += line.starts_with("#");
  return count;
}

bool has_trailing_space(const std::string& text) {
  return text.starts_with("\n") || text.find(" \n") != std::string::npos;
}

}  // namespace

TEST_CASE("no line of a random table is wider than the terminal, and no row is missing",
          "[text_table]") {
  std::mt19937 random(12);
  for (std::size_t width = 10; width <= 300; ++width) {
    for (int repeat = 0; repeat < 10; ++repeat) {
      const TextTable table = random_table(random);
      const DrawnTable drawn = draw(table, width);
      CAPTURE(width, drawn.text);
      REQUIRE(widest_line(drawn.text) <= width);
      REQUIRE(count_rows(drawn.text) == table.rows.size());
      REQUIRE_FALSE(has_trailing_space(drawn.text));
      for (const auto& column : table.columns) {
        if (column.priority != TextColumn::required) continue;
        const auto& dropped = drawn.dropped;
        REQUIRE(std::find(dropped.begin(), dropped.end(), printable(column.title)) ==
                dropped.end());
      }
    }
  }
}

TEST_CASE("a hundred thousand cells are drawn at once", "[text_table]") {
  TextTable table;
  for (int i = 0; i < 10; ++i) table.columns.push_back({"column" + std::to_string(i), left, i});
  for (int i = 0; i < 10000; ++i) {
    table.rows.push_back(Texts(10, "experiments/baseline/" + std::to_string(i)));
  }
  CHECK(lines(draw(table, 80).text).size() == 10001);
}

}  // namespace runner::text_table_test
