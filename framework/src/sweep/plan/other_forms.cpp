#include "sweep/plan/other_forms.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include <fmt/format.h>

#include "config/typed_values.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_writer.hpp"

namespace runner {
namespace {

using OurForm = std::optional<Value>;

Value form(std::string_view name, const Value& low, const Value& high) {
  return map_value({entry(name, list_value({low, high}))});
}

const Value* find_any(const Value& map, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) {
    if (const Value* value = map.find(key)) return value;
  }
  return nullptr;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Whether a map asks for a logarithmic scale: {distribution: log_uniform_values}, {log: true}.
bool is_logarithmic(const Value& map) {
  const Value* flag = map.find("log");
  if (flag != nullptr && flag->text == "true") return true;
  const Value* kind = find_any(map, {"distribution", "type", "scale", "_type"});
  return kind != nullptr && contains(kind->text, "log");
}

OurForm between(const Value& low, const Value& high, bool logarithmic) {
  if (logarithmic) return form("log_uniform", low, high);
  const bool whole = low.as_integer() != nullptr && high.as_integer() != nullptr;
  return form(whole ? "int_uniform" : "uniform", low, high);
}

OurForm form_of_map(const Value& map) {
  if (map.find("plugin") != nullptr) return list_value({map});
  const Value* values = find_any(map, {"values", "choices", "categories", "options", "vals",
                                       "grid_search", "grid", "list", "_value"});
  if (values != nullptr && values->as_list() != nullptr && !values->as_list()->empty()) {
    return *values;
  }
  if (const Value* value = find_any(map, {"value", "val", "const"})) return list_value({*value});
  const Value* low = find_any(map, {"min", "low", "lower", "minval", "from", "start"});
  const Value* high = find_any(map, {"max", "high", "upper", "maxval", "to", "end", "stop"});
  if (low == nullptr || high == nullptr) return std::nullopt;
  return between(*low, *high, is_logarithmic(map));
}

// The items between commas, each read as YAML reads it; a pair of quotes around one is dropped.
List items_of(const std::string& text) {
  List items;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::string item = text.substr(begin, end - begin);
    const auto not_space = [](unsigned char c) { return std::isspace(c) == 0; };
    item.erase(item.begin(), std::find_if(item.begin(), item.end(), not_space));
    item.erase(std::find_if(item.rbegin(), item.rend(), not_space).base(), item.end());
    const bool quoted = item.size() >= 2 && item.front() == item.back() &&
                        (item.front() == '\'' || item.front() == '"');
    items.push_back(quoted ? text_value(item.substr(1, item.size() - 2))
                           : resolve_plain_scalar(item, {}));
    begin = end + 1;
  }
  return items;
}

bool any_empty(const List& items) {
  return std::any_of(items.begin(), items.end(), [](const Value& item) { return item.is_null(); });
}

// Hydra's, Optuna's and NumPy's calls: choice(a, b), range(0, 10), tune.loguniform(0.1, 1).
OurForm form_of_call(const std::string& function, const List& arguments) {
  if (any_empty(arguments)) return std::nullopt;
  for (const auto* name : {"choice", "categorical", "shuffle", "sort", "grid_search"}) {
    if (contains(function, name)) return list_value(arguments);
  }
  if (contains(function, "range") && arguments.size() == 1) {
    return form("range", integer_value(0), arguments[0]);
  }
  if (arguments.size() != 2) return std::nullopt;
  if (contains(function, "range")) return form("range", arguments[0], arguments[1]);
  if (contains(function, "int")) {
    const bool interval = contains(function, "interval");
    if (!interval) return form("int_uniform", arguments[0], arguments[1]);
  }
  for (const auto* name : {"interval", "uniform", "float"}) {
    if (contains(function, name))
      return between(arguments[0], arguments[1], contains(function, "log"));
  }
  return std::nullopt;
}

// A range 0..9 with both ends.
OurForm form_of_dots(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return std::nullopt;
  const auto low = as_integer(resolve_plain_scalar(text.substr(0, dots), {}));
  const auto high = as_integer(resolve_plain_scalar(text.substr(dots + 2), {}));
  constexpr std::int64_t largest = 1'000'000'000'000'000;
  if (!low || !high || *low > *high || *high > largest) return std::nullopt;
  return form("range", integer_value(*low), integer_value(*high + 1));
}

OurForm form_of_text(const std::string& text) {
  const std::size_t open = text.find('(');
  const bool is_call = open != std::string::npos && open > 0 && text.back() == ')';
  if (is_call)
    return form_of_call(text.substr(0, open),
                        items_of(text.substr(open + 1, text.size() - open - 2)));
  if (auto range = form_of_dots(text)) return range;
  if (!contains(text, ",")) return std::nullopt;
  const List items = items_of(text);
  return any_empty(items) ? OurForm() : list_value(items);
}

// The value on one line.
std::string flow_text(const Value& value) {
  std::string text = write_yaml(list_value({value}));
  return text.substr(1, text.rfind(']') - 1);
}

}  // namespace

OurForm our_form(const Value& value) {
  if (value.as_map() != nullptr) return form_of_map(value);
  const auto* text = value.as_text();
  return text == nullptr || text->empty() ? std::nullopt : form_of_text(*text);
}

std::string as_entry(const std::string& key, const Value& ours) {
  return fmt::format("`{}: {}`", key, flow_text(ours));
}

std::string as_override(const std::string& key, const Value& ours) {
  return fmt::format("'sweep.parameters.{}={}'", key, flow_text(ours));
}

std::string as_option(const std::string& key, const Value& ours) {
  if (ours.as_list() == nullptr) return fmt::format("--sweep '{}={}'", key, flow_text(ours));
  std::string values;
  for (const auto& item : *ours.as_list()) values += (values.empty() ? "" : ",") + flow_text(item);
  return fmt::format("--sweep '{}={}'", key, values);
}

}  // namespace runner
