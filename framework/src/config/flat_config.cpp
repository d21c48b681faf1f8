#include "config/flat_config.hpp"

namespace runner {
namespace {

std::string inline_text(const Value& value) {
  std::string text;
  if (const List* list = value.as_list()) {
    for (const auto& item : *list) text += (text.empty() ? "" : ", ") + inline_text(item);
    return '[' + text + ']';
  }
  if (const Map* map = value.as_map()) {
    for (const auto& item : *map) {
      text += (text.empty() ? "" : ", ") + item.key + ": " + inline_text(item.value);
    }
    return '{' + text + '}';
  }
  return value.text.empty() && value.is_null() ? "null" : value.text;
}

void flatten_into(FlatConfig& flat, const std::string& path, const Value& value) {
  const Map* map = value.as_map();
  if (map == nullptr || (map->empty() && !path.empty())) {
    flat.emplace_back(path, inline_text(value));
    return;
  }
  for (const auto& item : *map) {
    const bool names_plugin = item.key == "plugin" && !path.empty();
    const std::string separator = path.empty() ? "" : ".";
    flatten_into(flat, names_plugin ? path : path + separator + item.key, item.value);
  }
}

}  // namespace

FlatConfig flatten(const Value& config) {
  FlatConfig flat;
  if (config.as_map() != nullptr) flatten_into(flat, "", config);
  return flat;
}

const std::string* find_text(const FlatConfig& config, std::string_view key) {
  for (const auto& [name, text] : config) {
    if (name == key) return &text;
  }
  return nullptr;
}

}  // namespace runner
