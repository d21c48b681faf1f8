#include "formats/csv_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace runner::formats {
namespace {

constexpr std::string_view missing_texts[] = {"",    "?",   "NA",  "<NA>", "#N/A", "N/A", "n/a",
                                              "NaN", "nan", "NAN", "null", "NULL", "Null"};

// Returns invalid_argument unless the whole `text` is a number, and result_out_of_range if it is
// too large or too small for a double.
std::errc parse_with_point(std::string_view text, double& value) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, value);
  return parsed == end ? error : std::errc::invalid_argument;
}

std::errc parse_with_comma(std::string_view text, double& value) {
  const bool comma_is_last = text.ends_with(',');  // it separates cells, beside a tab
  if (comma_is_last || text.find('.') != std::string_view::npos) {
    return std::errc::invalid_argument;
  }
  std::string with_point(text);
  std::ranges::replace(with_point, ',', '.');
  return parse_with_point(with_point, value);
}

std::errc parse(std::string_view text, bool decimal_commas, double& value) {
  const bool comma = decimal_commas && text.find(',') != std::string_view::npos;
  return comma ? parse_with_comma(text, value) : parse_with_point(text, value);
}

// Whether a comma stands before three digits, the last ones: 5,000.
bool may_have_thousands(std::string_view text) {
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && text.size() - comma == 4;
}

// "this cell is empty", or that its text means a missing value.
std::string missing_clause(std::string_view text) {
  return text.empty() ? "this cell is empty" : in_quotes(text) + " is a missing value";
}

const char* comma_hint(const CsvReader& reader, std::string_view text) {
  if (allows_decimal_commas(reader.separator()) || text.find(',') == std::string_view::npos) {
    return "";
  }
  return " Decimal commas are read only in tables with semicolons or tabs.";
}

// Throws the error of a cell, with its column in place of "{column}".
[[noreturn]] void fail_cell(const CsvReader& reader, const CsvCell& cell, std::string sentence) {
  constexpr std::string_view placeholder = "{column}";
  const std::size_t at = sentence.rfind(placeholder);
  if (at != std::string::npos) {
    sentence.replace(at, placeholder.size(), reader.describe_column(cell.column));
  }
  reader.fail(cell.column, sentence);
}

[[noreturn]] void fail_number(const CsvReader& reader, const CsvCell& cell,
                              const UintCell& expected) {
  const std::string expectation = "expected a " + std::string(expected.what) +
                                  ", an integer from 0 to " + std::to_string(expected.max) + ".";
  if (is_missing(cell.text)) {
    fail_cell(reader, cell, missing_clause(cell.text) + "; " + expectation + expected.if_missing);
  }
  const bool commas = allows_decimal_commas(reader.separator());
  const std::string text = in_quotes(cell.text);
  double value = 0;
  if (parse(cell.text, commas, value) == std::errc::invalid_argument) {
    fail_cell(reader, cell,
              text + " is not a number; " + expectation + comma_hint(reader, cell.text) +
                  expected.if_not_number);
  }
  const bool whole = std::trunc(value) == value;
  if (whole && commas && may_have_thousands(cell.text)) {
    fail_cell(reader, cell,
              text + " may mean thousands or a decimal comma; " + expectation +
                  " Write it without the comma.");
  }
  fail_cell(reader, cell,
            text + (whole ? " is out of range; " : " is not a whole number; ") + expectation +
                expected.if_out_of_range);
}

}  // namespace

bool is_number(std::string_view text, bool decimal_commas) {
  double value = 0;
  return parse(text, decimal_commas, value) != std::errc::invalid_argument;
}

bool is_missing(std::string_view text) {
  return std::ranges::find(missing_texts, text) != std::end(missing_texts);
}

std::uint32_t parse_cell_uint(const CsvReader& reader, const CsvCell& cell,
                              const UintCell& expected) {
  const char* const end = cell.text.data() + cell.text.size();
  std::uint32_t integer = 0;
  const auto [parsed, error] = std::from_chars(cell.text.data(), end, integer);
  if (error == std::errc() && parsed == end && integer <= expected.max) return integer;
  const bool commas = allows_decimal_commas(reader.separator()) && !may_have_thousands(cell.text);
  double value = 0;
  if (parse(cell.text, commas, value) != std::errc() || std::trunc(value) != value || value < 0 ||
      value > expected.max) {
    fail_number(reader, cell, expected);
  }
  return static_cast<std::uint32_t>(value);
}

double parse_cell_real(const CsvReader& reader, const CsvCell& cell, DecimalMarks& marks) {
  const bool commas = allows_decimal_commas(reader.separator());
  double value = 0;
  const std::errc error = parse(cell.text, commas, value);
  if (error == std::errc() && std::isfinite(value)) {
    if (commas && marks.comma.empty() && cell.text.find(',') != std::string_view::npos) {
      marks.comma = reader.place(cell.column);
    } else if (commas && marks.point.empty() && cell.text.find('.') != std::string_view::npos) {
      marks.point = reader.place(cell.column);
    }
    return value;
  }
  if (is_missing(cell.text)) {
    fail_cell(reader, cell,
              missing_clause(cell.text) +
                  "; fill in a number, remove the row, or add {column} to ignore.");
  }
  const std::string text = in_quotes(cell.text);
  if (error == std::errc::result_out_of_range) {
    fail_cell(reader, cell,
              text + " is out of range; a double has magnitudes from 1e-307 to 1e308.");
  }
  if (error == std::errc()) {
    fail_cell(reader, cell, text + " is not finite; fill in a number or remove the row.");
  }
  fail_cell(reader, cell,
            text + " is not a number; expected one." + comma_hint(reader, cell.text) +
                " Turn texts into numbers, or add {column} to ignore.");
}

}  // namespace runner::formats
