#include "config/merge_key.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace runner {
namespace {

bool has_key(const Map& map, std::string_view key) {
  return std::any_of(map.begin(), map.end(), [&](const auto& item) { return item.key == key; });
}

}  // namespace

void MergedMaps::add(const Value& value, Diagnostics& diagnostics) {
  if (const List* list = value.as_list()) {
    for (const auto& item : *list) add_map(item, diagnostics);
  } else {
    add_map(value, diagnostics);
  }
}

void MergedMaps::add_map(const Value& value, Diagnostics& diagnostics) {
  if (const Map* map = value.as_map()) {
    maps_.push_back(*map);
    return;
  }
  diagnostics.error(
      value.location,
      fmt::format("the key '<<' merges a map or a list of maps, but this is {}; write "
                  "`<<: *name` for the map that follows `&name`.",
                  value.description()));
}

void MergedMaps::merge_into(Map& own) const {
  Map merged;
  for (const auto& map : maps_) {
    for (const auto& item : map) {
      if (!has_key(own, item.key) && !has_key(merged, item.key)) merged.push_back(item);
    }
  }
  own.insert(own.begin(), merged.begin(), merged.end());
}

}  // namespace runner
