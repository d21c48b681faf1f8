#include "config/overlay.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "config/experiment_keys.hpp"

namespace runner {
namespace {

constexpr std::string_view parameters = "sweep.parameters";

void erase_key(Map& map, std::string_view key) {
  std::erase_if(map, [&](const MapEntry& item) { return item.key == key; });
}

// `iterations` and `epochs` of the upper config replace both.
void erase_other_length(Map& lower, const Value& upper) {
  for (const auto& [given, other] : {std::pair("iterations", "epochs"), {"epochs", "iterations"}}) {
    const bool replaced = upper.find(given) != nullptr && upper.find(other) == nullptr;
    if (replaced) erase_key(lower, other);
  }
}

// The name of the plugin that a value at `path` chooses; empty if it is not a text.
std::string plugin_name(const Value& value, std::string_view path) {
  if (const std::string* name = value.as_text()) return *name;
  const Value* named = value.find("plugin");
  if (named == nullptr) return *default_plugin(path);
  return named->as_text() == nullptr ? "" : *named->as_text();
}

// A name alone becomes a map.
void expand_name(Value& choice) {
  if (choice.as_text() == nullptr) return;
  const SourceLocation place = choice.location;
  choice = {Map{{"plugin", place, choice}}, place, {}};
}

void lay_map(Value& lower, const Value& upper, const std::string& path);

void lay_value(Value& lower, const Value& upper, const std::string& path) {
  const bool is_parameter = path.starts_with(fmt::format("{}.", parameters));
  if (default_plugin(path) != nullptr) {
    const bool same =
        upper.find("plugin") == nullptr || plugin_name(lower, path) == plugin_name(upper, path);
    if (upper.as_map() != nullptr && same) expand_name(lower);
    if (!same) lower = Value{};
  }
  const bool both_maps = lower.as_map() != nullptr && upper.as_map() != nullptr;
  if (both_maps && !is_parameter) {
    lay_map(lower, upper, path);
  } else {
    lower = upper;
  }
}

void lay_map(Value& lower, const Value& upper, const std::string& path) {
  Map& map = *lower.as_map();
  for (const auto& item : *upper.as_map()) {
    const auto found = std::find_if(map.begin(), map.end(),
                                    [&](const MapEntry& entry) { return entry.key == item.key; });
    if (found == map.end()) {
      map.push_back(item);
    } else if (path == parameters && item.value.is_written_null()) {
      map.erase(found);
    } else {
      lay_value(found->value, item.value, path.empty() ? item.key : path + '.' + item.key);
      found->key_location = item.key_location;
    }
  }
}

}  // namespace

void restore_defaults(Value& value) {
  if (value.is_written_null()) value.data = Null{.restores_default = true};
  Map* map = value.as_map();
  if (map == nullptr) return;
  for (auto& item : *map) restore_defaults(item.value);
}

void lay_over(Value& lower, Value upper) {
  if (upper.as_map() == nullptr) return;
  if (lower.as_map() == nullptr) {
    lower = std::move(upper);
    return;
  }
  restore_defaults(upper);
  erase_other_length(*lower.as_map(), upper);
  lay_map(lower, upper, "");
}

}  // namespace runner
