#include "docgen/description_json.hpp"

#include <nlohmann/json.hpp>

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

template <typename Bound>
void add_described_bound(Json& json, const char* name, const std::optional<Bound>& bound) {
  if (bound) json[name] = *bound;
}

Json default_value(const OptionDescription& option) {
  const auto* text = option.default_value.as_text();
  if (option.required || (text != nullptr && text->empty())) return nullptr;
  return to_json(option.default_value);
}

Json option_json(const OptionDescription& option) {
  Json json = {{"name", option.name},
               {"type", type_name(option.type)},
               {"default", default_value(option)},
               {"required", option.required},
               {"doc", option.doc}};
  add_described_bound(json, "above", option.real_bounds.above);
  add_described_bound(json, "at_least", option.real_bounds.at_least);
  add_described_bound(json, "below", option.real_bounds.below);
  add_described_bound(json, "at_most", option.real_bounds.at_most);
  add_described_bound(json, "at_least", option.integer_bounds.at_least);
  add_described_bound(json, "at_most", option.integer_bounds.at_most);
  if (option.type == OptionType::choice) json["choices"] = option.choices;
  return json;
}

Json info_json(const PluginInfo& info) {
  return {{"kind", kind_name(info.kind)},
          {"name", info.name},
          {"version", info.version},
          {"summary", info.summary},
          {"formula", text_or_null(info.formula)},
          {"citation", text_or_null(info.citation)},
          {"file", info.path.string()}};
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Json to_json(const Value& value) {
  struct Convert {
    Json operator()(Null) const { return nullptr; }
    Json operator()(bool flag) const { return flag; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(double number) const { return number; }
    Json operator()(const std::string& text) const { return text; }
    Json operator()(const List& items) const {
      Json list = Json::array();
      for (const auto& item : items) list.push_back(to_json(item));
      return list;
    }
    Json operator()(const Map& entries) const {
      Json map = Json::object();
      for (const auto& entry : entries) map[entry.key] = to_json(entry.value);
      return map;
    }
  };
  return std::visit(Convert{}, value.data);
}

std::string plugins_json(const std::vector<PluginInfo>& plugins) {
  Json list = Json::array();
  for (const auto& info : plugins) list.push_back(info_json(info));
  return text_of(list);
}

std::string plugin_json(const PluginDescription& plugin) {
  Json json = info_json(plugin.info);
  json["options"] = Json::array();
  for (const auto& option : plugin.options) json["options"].push_back(option_json(option));
  return text_of(json);
}

}  // namespace runner
