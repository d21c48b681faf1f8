#include "formats/csv_values.hpp"

#include <charconv>
#include <cmath>
#include <system_error>

namespace runner::formats {
namespace {

[[noreturn]] void fail_number(const CsvReader& reader, const CsvCell& cell,
                              const UintCell& expected) {
  const std::string expectation = "expected a " + std::string(expected.what) +
                                  ", an integer from 0 to " + std::to_string(expected.max) + ".";
  if (cell.text.empty()) reader.fail(cell.column, "this cell is empty; " + expectation);
  if (!is_number(cell.text)) {
    reader.fail(cell.column,
                in_quotes(cell.text) + " is not a number; " + expectation + expected.if_not_number);
  }
  reader.fail(cell.column,
              in_quotes(cell.text) + " is out of range; " + expectation + expected.if_out_of_range);
}

// Returns invalid_argument unless the whole `text` is a number, and result_out_of_range if it is
// too large or too small for a double.
std::errc parse(std::string_view text, double& value) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, value);
  return parsed == end ? error : std::errc::invalid_argument;
}

}  // namespace

bool is_number(std::string_view text) {
  double value = 0;
  return parse(text, value) != std::errc::invalid_argument;
}

std::uint32_t parse_cell_uint(const CsvReader& reader, const CsvCell& cell,
                              const UintCell& expected) {
  std::uint32_t value = 0;
  const char* const end = cell.text.data() + cell.text.size();
  const auto [parsed, error] = std::from_chars(cell.text.data(), end, value);
  if (error != std::errc() || parsed != end || value > expected.max) {
    fail_number(reader, cell, expected);
  }
  return value;
}

double parse_cell_real(const CsvReader& reader, const CsvCell& cell) {
  double value = 0;
  const std::errc error = parse(cell.text, value);
  if (error == std::errc() && std::isfinite(value)) return value;
  if (cell.text.empty()) reader.fail(cell.column, "this cell is empty; expected a number.");
  const std::string text = in_quotes(cell.text);
  if (error == std::errc::result_out_of_range) {
    reader.fail(cell.column,
                text + " is out of range; a double has magnitudes from 1e-307 to 1e308.");
  }
  if (error == std::errc()) {
    reader.fail(cell.column, text + " is not finite; fill in a number or remove the row.");
  }
  reader.fail(cell.column, text + " is not a number; expected one.");
}

}  // namespace runner::formats
