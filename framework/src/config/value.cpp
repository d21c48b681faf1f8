#include "config/value.hpp"

#include <utility>

#include <fmt/format.h>

namespace runner {

const Value* Value::find(std::string_view key) const {
  const Map* map = as_map();
  if (map == nullptr) return nullptr;
  for (const auto& item : *map) {
    if (item.key == key) return &item.value;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));
}

std::string Value::description() const {
  struct Describe {
    const Value& value;
    std::string operator()(Null) const { return "nothing"; }
    std::string operator()(bool) const { return value.text; }
    std::string operator()(std::int64_t) const { return value.text; }
    std::string operator()(double) const { return value.text; }
    std::string operator()(const std::string& words) const {
      constexpr std::size_t longest = 60;
      if (words.size() <= longest) return fmt::format("the text \"{}\"", words);
      return fmt::format("the text \"{}...\"", words.substr(0, longest));
    }
    std::string operator()(const List&) const { return "a list"; }
    std::string operator()(const Map&) const { return "a map"; }
  };
  return std::visit(Describe{*this}, data);
}

Value text_value(std::string_view text) { return {std::string(text), {}, std::string(text)}; }

Value integer_value(std::int64_t number) { return {number, {}, fmt::format("{}", number)}; }

Value real_value(double number) { return {number, {}, fmt::format("{}", number)}; }

Value boolean_value(bool flag) { return {flag, {}, flag ? "true" : "false"}; }

Value list_value(List items) { return {std::move(items), {}, {}}; }

Value map_value(Map entries) { return {std::move(entries), {}, {}}; }

MapEntry entry(std::string_view key, Value value) {
  return {std::string(key), {}, std::move(value)};
}

}  // namespace runner
