#include "docgen/config_schema.hpp"

#include <fmt/format.h>

#include "config/experiment_keys.hpp"
#include "config/experiment_spec.hpp"
#include "docgen/description_json.hpp"
#include "docgen/sweep_schema.hpp"

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
      schema = {{"type", "array"}, {"items", {{"type", "string"}}}};
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

// A plugin as a map of its name and options. The name of a key's default plugin may be left out.
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

// A bare name, or one of the kind's plugins with its options.
Json choice_schema(const std::vector<PluginDescription>& plugins, PluginKind kind,
                   std::string_view default_name) {
  Json names = Json::array();
  Json forms = Json::array();
  for (const auto& plugin : plugins) {
    if (plugin.info.kind != kind) continue;
    if (!plugin.has_required_options()) names.push_back(plugin.info.name);
    forms.push_back(plugin_schema(plugin, plugin.info.name == default_name));
  }
  if (!names.empty()) forms.insert(forms.begin(), Json{{"enum", names}});
  Json schema = {{"description", fmt::format("The {} plugin: its name, or a map of `plugin` and "
                                             "its options",
                                             kind_name(kind))}};
  if (!default_name.empty()) schema["default"] = default_name;
  // Without any plugin of the kind nothing can be valid, but an empty anyOf would be no schema.
  schema[forms.empty() ? "not" : "anyOf"] = forms.empty() ? Json::object() : forms;
  return schema;
}

Json integer_schema(const keys::IntegerKey& key) {
  Json schema = {{"type", "integer"}, {"description", key.bounds.doc}};
  add_bounds(schema, key.bounds);
  return schema;
}

Json integer_schema(const keys::IntegerKey& key, std::uint64_t default_value) {
  Json schema = integer_schema(key);
  schema["default"] = default_value;
  return schema;
}

Json name_schema() {
  return {{"type", "string"},
          {"description", "Folder of the runs below experiments/; default: the file's name"},
          {"pattern", "^[^./\\u0000-\\u001f\\u007f-][^/\\u0000-\\u001f\\u007f]*$"},
          {"maxLength", 100}};
}

Json network_schema(const std::vector<PluginDescription>& plugins, const ExperimentSpec& defaults) {
  return {
      {"type", "object"},
      {"description", "The two-layer network"},
      {"properties",
       {{"hidden_units", integer_schema(keys::hidden_units, defaults.hidden_units)},
        {"activation", choice_schema(plugins, PluginKind::activation, keys::default_activation)},
        {"initializer",
         choice_schema(plugins, PluginKind::initializer, keys::default_initializer)}}},
      {"additionalProperties", false}};
}

Json batch_size_schema() {
  Json number = {{"type", "integer"}};
  add_bounds(number, keys::batch_size.bounds);
  return {{"description", keys::batch_size.bounds.doc},
          {"anyOf", {{{"const", "all"}}, number}},
          {"default", "all"}};
}

Json early_stopping_schema() {
  const EarlyStopping defaults;
  return {{"type", "object"},
          {"description", "Stops training before the last iteration, by the validation set"},
          {"properties",
           {{"metric",
             {{"enum",
               names_of(validation_metrics)},
              {"description", "The column of metrics.csv that is to get better"},
              {"default", to_text(defaults.metric)}}},
            {"patience", integer_schema(keys::patience, defaults.patience)}}},
          {"additionalProperties", false}};
}

// Early stopping needs validation examples.
Json dependencies() {
  return {{"early_stopping",
           {{"required", {"validation_size"}},
            {"properties", {{"validation_size", {{"minimum", 1}}}}}}}};
}

}  // namespace

Json config_schema(const std::vector<PluginDescription>& plugins) {
  const ExperimentSpec defaults;
  Json properties = {
      {"name", name_schema()},
      {"seed", integer_schema(keys::seed, defaults.seed)},
      {"dataset", choice_schema(plugins, PluginKind::dataset, "")},
      {"split_size", integer_schema(keys::split_size)},
      {"validation_size", integer_schema(keys::validation_size, defaults.validation_size.value)},
      {"network", network_schema(plugins, defaults)},
      {"optimizer", choice_schema(plugins, PluginKind::optimizer, keys::default_optimizer)},
      {"iterations", integer_schema(keys::iterations, *defaults.iterations)},
      {"epochs", integer_schema(keys::epochs)},
      {"batch_size", batch_size_schema()},
      {"precision",
       {{"enum", {"double", "float"}},
        {"description", "Of the parameters and of the arithmetic"},
        {"default", "double"}}},
      {"report_every", integer_schema(keys::report_every, defaults.report_every)},
      {"checkpoint_every", integer_schema(keys::checkpoint_every, defaults.checkpoint_every)},
      {"early_stopping", early_stopping_schema()},
      {"sweep", sweep_schema()}};
  return {{"$schema", "http://json-schema.org/draft-07/schema#"},
          {"title", "An experiment of runner"},
          {"type", "object"},
          {"properties", std::move(properties)},
          {"required", {"dataset"}},
          {"not", {{"required", {"iterations", "epochs"}}}},
          {"dependencies", dependencies()},
          {"additionalProperties", false}};
}

}  // namespace runner
