#include "docgen/plugin_schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "docgen/description_json.hpp"

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

template <typename Bound>
void add_bound(Json& schema, const char* keyword, const std::optional<Bound>& bound) {
  if (bound) schema[keyword] = *bound;
}

void add_bounds(Json& schema, const RealOption& bounds) {
  add_bound(schema, "exclusiveMinimum", bounds.above);
  add_bound(schema, "minimum", bounds.at_least);
  add_bound(schema, "exclusiveMaximum", bounds.below);
  add_bound(schema, "maximum", bounds.at_most);
}

void add_bounds(Json& schema, const IntegerOption& bounds) {
  add_bound(schema, "minimum", bounds.at_least);
  add_bound(schema, "maximum", bounds.at_most);
}

Json option_type_schema(const OptionDescription& option) {
  Json schema;
  switch (option.type) {
    case OptionType::real:
      schema["type"] = "number";
      add_bounds(schema, option.real_bounds);
      break;
    case OptionType::integer:
      schema["type"] = "integer";
      add_bounds(schema, option.integer_bounds);
      break;
    case OptionType::boolean:
      schema["type"] = "boolean";
      break;
    case OptionType::text:
      schema["type"] = "string";
      break;
    case OptionType::choice:
      schema["enum"] = option.choices;
      break;
    case OptionType::path:
      schema = {{"type", "string"}, {"minLength", 1}};
      break;
    case OptionType::list:
      schema = {{"type", "array"}, {"items", {{"type", {"string", "integer"}}}}};
      break;
  }
  return schema;
}

Json option_schema(const OptionDescription& option) {
  Json schema = option_type_schema(option);
  if (!option.doc.empty()) schema["description"] = option.doc;
  const auto* text = option.default_value.as_text();
  const bool has_default = !option.required && (text == nullptr || !text->empty());
  if (has_default) schema["default"] = to_json(option.default_value);
  return schema;
}

// A plugin as a map of its name and options. The name of a key's default plugin may be omitted.
Json plugin_schema(const PluginDescription& plugin, bool is_default) {
  Json required = Json::array();
  if (!is_default) required.push_back("plugin");
  Json properties = {{"plugin", {{"const", plugin.info.name}}}};
  for (const auto& option : plugin.options) {
    properties[option.name] = option_schema(option);
    if (option.required) required.push_back(option.name);
  }
  const auto& formula = plugin.info.formula;
  Json schema = {
      {"type", "object"},
      {"description",
       formula.empty() ? plugin.info.summary : fmt::format("{}: {}", plugin.info.summary, formula)},
      {"properties", properties},
      {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

}  // namespace

Json plugin_choice_schema(const std::vector<PluginDescription>& plugins, std::string_view kind,
                          std::string_view default_name) {
  Json names = Json::array();
  Json forms = Json::array();
  for (const auto& plugin : plugins) {
    if (kind_name(plugin.info.kind) != kind) continue;
    if (!plugin.has_required_options()) names.push_back(plugin.info.name);
    forms.push_back(plugin_schema(plugin, plugin.info.name == default_name));
  }
  if (!names.empty()) forms.insert(forms.begin(), Json{{"enum", names}});
  Json schema = Json::object();
  if (!default_name.empty()) schema["default"] = default_name;
  // Without any plugin of the kind nothing can be valid, but an empty anyOf would not be a schema.
  schema[forms.empty() ? "not" : "anyOf"] = forms.empty() ? Json::object() : forms;
  return schema;
}

}  // namespace runner
