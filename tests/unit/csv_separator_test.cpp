#include "formats/csv_separator.hpp"

#include "formats/csv_values.hpp"
#include "support/catch.hpp"

namespace runner::test::csv_separator_test {

using runner::formats::allows_decimal_commas;
using runner::formats::CsvBlock;
using runner::formats::CsvCell;
using runner::formats::CsvReader;
using runner::formats::detect_separator;
using runner::formats::is_missing;
using runner::formats::is_number;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Cells = std::vector<std::string>;

CsvBlock block_of(std::string_view text) { return {text, 1, {}}; }

char separator_of(std::string_view text) { return detect_separator("FILE", block_of(text)); }

Cells cells_of(std::string_view line, char separator) {
  const CsvBlock block = block_of(line);
  CsvReader reader("FILE", block, separator);
  reader.next_line();
  Cells cells;
  for (CsvCell cell; reader.next_cell(cell);) {
    cells.push_back(std::string(cell.text) + "@" + std::to_string(cell.column));
  }
  return cells;
}

}  // namespace

TEST_CASE("The separator is the one that makes rows of numbers", "[csv]") {
  CHECK(separator_of("a,b\n1,2\n3,4\n") == ',');
  CHECK(separator_of("a;b\n1;2\n") == ';');
  CHECK(separator_of("a\tb\n1\t2\n") == '\t');
  CHECK(separator_of("a b\n1  2\n3 4\n") == ' ');
  CHECK(separator_of("1,5;2,5\n3,5;4,5\n") == ';');
  CHECK(separator_of("1,5\t2,5\n3,5\t4,5\n") == '\t');
  CHECK(separator_of("1, 2, 3\n4, 5, 6\n") == ',');
  CHECK(separator_of("1,\t2\n3,\t4\n") == ',');
  CHECK(separator_of("1;\t2\n3;\t4\n") == ';');
  CHECK(separator_of("1,Iris setosa\n2,Iris virginica\n") == ',');
  CHECK(separator_of("sepal length,sepal width\n1,2\n") == ',');
  CHECK(separator_of("\"a;b\",\"c;d\"\n1,2\n") == ',');
}

TEST_CASE("A row of another length does not change the separator", "[csv]") {
  CHECK(separator_of("a;b;c\n1;2;3\n1;2\n4;5;6\n") == ';');
  CHECK(separator_of("150;4;x\n1;2;3;4;5\n1;2;3;4;5\n") == ';');
}

TEST_CASE("A table without a separator has commas", "[csv]") {
  CHECK(separator_of("a\n1\n") == ',');
  CHECK(separator_of("a|b\n1|2\n") == ',');
}

TEST_CASE("Two separators that are equally good are an error", "[csv]") {
  CHECK_THROWS_WITH(separator_of("a;b,c\nd;e,f\n"),
                    "FILE:1:1: several separators cut the lines of this table into cells; set "
                    "separator to comma, semicolon, tab or space.");
  CHECK(separator_of("a b,c\nd e,f\n") == ',');
}

TEST_CASE("Any number of spaces and tabs separates cells, none at the ends of a line", "[csv]") {
  CHECK(cells_of("  1 22\t \"x y\"  4 \t", ' ') == Cells{"1@3", "22@5", "x y@10", "4@16"});
  CHECK_THROWS_WITH(cells_of("\"1\"2 3", ' '),
                    "FILE:1:4: expected spaces after the closing quote.");
}

TEST_CASE("A tab separates empty cells, and spaces around cells are not part of them", "[csv]") {
  CHECK(cells_of("\t 1 \t\t\"2\" \t", '\t') == Cells{"@1", "1@3", "@6", "2@8", "@12"});
  CHECK(cells_of(";1,5; \"2;3\" ", ';') == Cells{"@1", "1,5@2", "2;3@8"});
  CHECK_THROWS_WITH(cells_of("\"1\"2\t3", '\t'),
                    "FILE:1:4: expected a tab after the closing quote.");
}

TEST_CASE("Bytes are read together with every separator", "[csv]") {
  const Bytes expected = {0, 0, 0, 0, 0, 0, 0, 0, 7, 255, 0, 31};
  for (const char separator : {',', ';', '\t', ' '}) {
    std::string line;
    for (const unsigned byte : expected) line += std::to_string(byte) + separator;
    line += "1000";
    const CsvBlock block = block_of(line);
    CsvReader reader("FILE", block, separator);
    reader.next_line();
    Bytes bytes(20);
    bytes.resize(reader.next_bytes(bytes));
    CAPTURE(separator);
    CHECK(bytes == expected);
    std::uint32_t number = 0;
    CHECK(reader.next_digits(1000, number));
    CHECK(number == 1000);
  }
}

TEST_CASE("Texts of missing values are those of R, pandas, SQL and Weka", "[csv]") {
  for (const char* text : {"", "?", "NA", "N/A", "NaN", "nan", "null", "NULL", "<NA>"}) {
    CAPTURE(text);
    CHECK(is_missing(text));
  }
  for (const char* text : {"Na", "0", "None", "na", "-"}) {
    CAPTURE(text);
    CHECK_FALSE(is_missing(text));
  }
}

TEST_CASE("Numbers have one decimal mark", "[csv]") {
  CHECK(is_number("1.5"));
  CHECK_FALSE(is_number("1,5"));
  CHECK(is_number("-1,5e3", true));
  CHECK(is_number("1.5", true));
  for (const char* text : {"1,000,000", "1.000,5", "1,000.5", ",", "1,5x"}) {
    CAPTURE(text);
    CHECK_FALSE(is_number(text, true));
  }
  CHECK(allows_decimal_commas('\t'));
  CHECK_FALSE(allows_decimal_commas(','));
}

}  // namespace runner::test::csv_separator_test
