#include "plugin_host/option_describer.hpp"

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "config/typed_values.hpp"

namespace runner {

std::string_view type_name(OptionType type) {
  constexpr std::string_view names[] = {"real",   "integer", "boolean", "text",
                                        "choice", "path",    "list"};
  return names[static_cast<std::size_t>(type)];
}

std::string type_in_words(const OptionDescription& option) {
  switch (option.type) {
    case OptionType::real:
      return describe_bounds(option.real_bounds);
    case OptionType::integer:
      return describe_bounds(option.integer_bounds);
    case OptionType::boolean:
      return "true or false";
    case OptionType::text:
      return "text";
    case OptionType::choice:
      return join(option.choices, " or ");
    case OptionType::path:
      return "a path";
    case OptionType::list:
      break;
  }
  return "a list of texts";
}

std::string default_in_words(const OptionDescription& option) {
  if (option.required) return "required";
  if (const auto* text = option.default_value.as_text(); text != nullptr && text->empty()) {
    return "optional";
  }
  const List* items = option.default_value.as_list();
  if (items == nullptr) return "default " + option.default_value.text;
  std::vector<std::string> texts;
  for (const auto& item : *items) texts.push_back(item.text);
  return fmt::format("default [{}]", join(texts, ", "));
}

OptionDescription& OptionDescriber::add(OptionType type, std::string_view name, Value default_value,
                                        std::string_view doc) {
  OptionDescription& option = options_.emplace_back();
  option.name = name;
  option.type = type;
  option.default_value = std::move(default_value);
  option.doc = doc;
  return option;
}

void OptionDescriber::real(std::string_view name, double& value, const RealOption& option) {
  auto& bounds = add(OptionType::real, name, real_value(value), option.doc).real_bounds;
  bounds = option;
  bounds.doc = {};
}

void OptionDescriber::integer(std::string_view name, std::int64_t& value,
                              const IntegerOption& option) {
  auto& bounds = add(OptionType::integer, name, integer_value(value), option.doc).integer_bounds;
  bounds = option;
  bounds.doc = {};
}

void OptionDescriber::boolean(std::string_view name, bool& value, const PlainOption& option) {
  add(OptionType::boolean, name, boolean_value(value), option.doc);
}

void OptionDescriber::text(std::string_view name, std::string& value, const TextOption& option) {
  add(OptionType::text, name, text_value(value), option.doc).required = option.required;
}

void OptionDescriber::choice(std::string_view name, std::string& value,
                             const std::vector<std::string>& choices, const PlainOption& option) {
  add(OptionType::choice, name, text_value(value), option.doc).choices = choices;
}

void OptionDescriber::path(std::string_view name, std::string& value, const TextOption& option) {
  add(OptionType::path, name, text_value(value), option.doc).required = option.required;
}

void OptionDescriber::list(std::string_view name, std::vector<std::string>& value,
                           const PlainOption& option) {
  List items;
  for (const auto& item : value) items.push_back(text_value(item));
  add(OptionType::list, name, list_value(std::move(items)), option.doc);
}

}  // namespace runner
