// Value: the tree parsed from a YAML file or an override. Each node has its source location.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/diagnostics.hpp"

namespace runner {

struct Value;
struct MapEntry;
using List = std::vector<Value>;
using Map = std::vector<MapEntry>;  // in the order written; keys are unique

struct Null {
  bool restores_default = false;  // whether it asks for the default instead of being a value
};

struct Value {
  // An integer beyond 64 bits is a double. Infinities and NaN are doubles here; readers reject
  // them.
  std::variant<Null, bool, std::int64_t, double, std::string, List, Map> data;
  SourceLocation location;
  std::string text;  // a scalar as written, without quotes

  bool is_null() const { return std::holds_alternative<Null>(data); }
  // A null that was written as such, not a value that was left out.
  bool is_written_null() const { return is_null() && !text.empty(); }
  bool restores_default() const { return is_null() && std::get<Null>(data).restores_default; }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&data); }
  const std::string* as_text() const { return std::get_if<std::string>(&data); }
  const List* as_list() const { return std::get_if<List>(&data); }
  const Map* as_map() const { return std::get_if<Map>(&data); }
  Map* as_map() { return std::get_if<Map>(&data); }

  // The entry's value, or null if this is not a map or has no such key.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);

  // For messages: `3`, `the text "x"`, `a list`, `nothing`, ...
  std::string description() const;
};

struct MapEntry {
  std::string key;
  SourceLocation key_location;
  Value value;
};

// Values that the program makes itself; they have no location.
Value text_value(std::string_view text);
Value integer_value(std::int64_t number);
Value real_value(double number);  // its text is the shortest that reads back as the same number
Value boolean_value(bool flag);
Value list_value(List items);
Value map_value(Map entries);
MapEntry entry(std::string_view key, Value value);

}  // namespace runner
