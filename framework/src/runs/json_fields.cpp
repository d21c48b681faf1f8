#include "runs/json_fields.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace runner {
namespace {

using JsonValue = nlohmann::json;

[[noreturn]] void fail_json(const std::string& clause) { throw Error(ErrorCode::damaged, clause); }

// The value as the file has it, shortened. A nested value is not printed: it may be deeper than the
// stack.
std::string shown_json(const JsonValue& value) {
  constexpr std::size_t max_length = 60;
  if (value.is_array()) return "a list";
  if (value.is_object()) return "an object";
  // Bytes of a text that were cut off are replaced.
  const auto dump = [](const JsonValue& shown) {
    return shown.dump(-1, ' ', false, JsonValue::error_handler_t::replace);
  };
  if (!value.is_string() || value.get_ref<const std::string&>().size() <= max_length) {
    return dump(value);
  }
  return dump(value.get_ref<const std::string&>().substr(0, max_length) + "...");
}

std::string range_words(WholeBounds range) {
  if (range.max == std::numeric_limits<std::uint64_t>::max()) {
    return fmt::format("a whole number of at least {}", range.min);
  }
  return fmt::format("a whole number from {} to {}", range.min, range.max);
}

std::string range_words(RealBounds range) {
  if (std::isinf(range.max) && std::isinf(range.min)) return "a number";
  if (std::isinf(range.max)) return fmt::format("a number of at least {}", range.min);
  return fmt::format("a number from {} to {}", range.min, range.max);
}

}  // namespace

bool JsonField::is_empty() const { return value_ == nullptr || value_->is_null(); }

void JsonField::fail_expected(const std::string& expected) const {
  if (value_ == nullptr) fail_json(fmt::format("{} is missing", path_));
  fail_json(fmt::format("{} must be {}, but is {}", path_.empty() ? "it" : path_, expected,
                        shown_json(*value_)));
}

std::string JsonField::text() const {
  if (value_ == nullptr || !value_->is_string()) fail_expected("a text");
  return value_->get<std::string>();
}

std::string JsonField::text_or_empty() const {
  if (is_empty()) return {};
  if (!value_->is_string()) fail_expected("a text or null");
  return value_->get<std::string>();
}

std::uint64_t JsonField::whole(WholeBounds range) const {
  if (value_ == nullptr || !value_->is_number_unsigned()) fail_expected(range_words(range));
  const auto number = value_->get<std::uint64_t>();
  if (number < range.min || number > range.max) fail_expected(range_words(range));
  return number;
}

std::uint64_t JsonField::whole_or_zero(WholeBounds range) const {
  return is_empty() ? 0 : whole(range);
}

double JsonField::real(RealBounds range) const {
  if (value_ == nullptr || !value_->is_number()) fail_expected(range_words(range));
  const auto number = value_->get<double>();
  if (!(number >= range.min && number <= range.max)) fail_expected(range_words(range));
  return number;
}

std::optional<double> JsonField::optional_real(RealBounds range) const {
  if (is_empty()) return std::nullopt;
  const auto number = value_->is_number() ? value_->get<double>() : std::nan("");
  if (!(number >= range.min && number <= range.max)) fail_expected(range_words(range) + " or null");
  return number;
}

JsonField JsonField::member(std::string_view key) const {
  std::string path = path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
  if (is_empty() && !path_.empty()) return {nullptr, std::move(path)};
  if (value_ == nullptr || !value_->is_object()) fail_expected("an object");
  const auto found = value_->find(std::string(key));
  return {found == value_->end() ? nullptr : &*found, std::move(path)};
}

std::vector<std::pair<std::string, JsonField>> JsonField::members() const {
  std::vector<std::pair<std::string, JsonField>> fields;
  if (is_empty()) return fields;
  if (!value_->is_object()) fail_expected("an object");
  for (const auto& [key, value] : value_->items()) {
    fields.emplace_back(key, JsonField(&value, path_ + "." + key));
  }
  return fields;
}

std::vector<JsonField> JsonField::elements() const {
  std::vector<JsonField> fields;
  if (is_empty()) return fields;
  if (!value_->is_array()) fail_expected("a list");
  for (std::size_t i = 0; i < value_->size(); ++i) {
    fields.emplace_back(&(*value_)[i], fmt::format("{}[{}]", path_, i));
  }
  return fields;
}

std::vector<std::string> JsonField::texts() const {
  std::vector<std::string> texts;
  for (const auto& element : elements()) texts.push_back(element.text());
  return texts;
}

JsonValue parse_json(const std::string& text) {
  try {
    return JsonValue::parse(text);
  } catch (const JsonValue::exception& error) {
    // The message begins with an identifier in brackets that does not help a user.
    const std::string message = error.what();
    const std::size_t end = message.find("] ");
    fail_json(end == std::string::npos ? message : message.substr(end + 2));
  }
}

}  // namespace runner
