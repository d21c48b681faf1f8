// YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema) for plain scalars.
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

#include "config/yaml_reader.hpp"

namespace runner {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    if (text == word) return true;
  }
  return false;
}

std::string_view skip_digits(std::string_view text) {
  const auto end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? std::string_view{} : text.substr(end);
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto before_point = text;
  text = skip_digits(text);
  bool has_digits = text.size() < before_point.size();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const auto after_point = text;
    text = skip_digits(text);
    has_digits = has_digits || text.size() < after_point.size();
  }
  if (!has_digits) return false;
  if (text.empty()) return true;
  if (!text.starts_with('e') && !text.starts_with('E')) return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && skip_digits(text).empty();
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && skip_digits(text).empty();
}

// Returns the nearest double for an integer that needs more than 64 bits.
std::variant<std::int64_t, double> parse_integer(std::string_view digits, int base) {
  std::int64_t number = 0;
  const auto* end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, number, base).ec == std::errc{}) return number;
  if (base != 10) return std::numeric_limits<double>::infinity();
  double real = 0;
  const auto parsed = std::from_chars(digits.data(), end, real);
  return parsed.ec == std::errc{} ? real : std::numeric_limits<double>::infinity();
}

double parse_decimal(std::string_view text) {
  double number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec == std::errc{}) return number;
  // Out of range: from_chars does not set the number. A negative exponent means underflow.
  const auto exponent = text.find_first_of("eE");
  const bool underflow =
      exponent != std::string_view::npos && text.substr(exponent + 1).starts_with('-');
  return underflow ? 0.0 : std::numeric_limits<double>::infinity();
}

std::optional<decltype(Value::data)> resolve(std::string_view text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return Null{};
  if (is_one_of(text, {"true", "True", "TRUE"})) return true;
  if (is_one_of(text, {"false", "False", "FALSE"})) return false;
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
  const bool negative = text.starts_with('-');
  std::string_view unsigned_text = text;
  if (negative || text.starts_with('+')) unsigned_text.remove_prefix(1);
  if (is_one_of(unsigned_text, {".inf", ".Inf", ".INF"})) {
    const double infinity = std::numeric_limits<double>::infinity();
    return negative ? -infinity : infinity;
  }
  const std::string_view signed_text = text.starts_with('+') ? unsigned_text : text;
  const auto number = [](auto parsed) {
    return std::visit([](auto n) -> decltype(Value::data) { return n; }, parsed);
  };
  if (is_integer(text)) return number(parse_integer(signed_text, 10));
  const bool is_octal = text.size() > 2 && text.starts_with("0o") &&
                        text.find_first_not_of("01234567", 2) == std::string_view::npos;
  if (is_octal) return number(parse_integer(text.substr(2), 8));
  const bool is_hexadecimal =
      text.size() > 2 && text.starts_with("0x") &&
      text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  if (is_hexadecimal) return number(parse_integer(text.substr(2), 16));
  if (is_decimal(text)) return parse_decimal(signed_text);
  return std::nullopt;
}

}  // namespace

Value resolve_plain_scalar(std::string_view text, const SourceLocation& location) {
  const auto data = resolve(text);
  if (data) return {*data, location, std::string(text)};
  return {std::string(text), location, std::string(text)};
}

}  // namespace runner
