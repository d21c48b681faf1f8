#include "sweep/plan/sweep_option.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/typed_values.hpp"
#include "config/yaml_reader.hpp"
#include "sweep/plan/option_items.hpp"
#include "sweep/plan/other_forms.hpp"

namespace runner {
namespace {

bool is_number(const Value& value) {
  return value.as_integer() != nullptr || std::holds_alternative<double>(value.data);
}

// Whether the item is a range FROM..TO, perhaps a wrong one. Text such as ../data is not.
bool looks_like_range(std::string_view item) {
  const std::size_t dots = item.find("..");
  if (dots == std::string_view::npos) return false;
  return is_number(resolve_plain_scalar(item.substr(0, dots), {})) ||
         is_number(resolve_plain_scalar(item.substr(dots + 2), {}));
}

// Why the ends are not those of a range, as a sentence; empty if they are.
std::string range_error(std::string_view text, const std::int64_t* low, const std::int64_t* high) {
  if (low == nullptr || high == nullptr) {
    return fmt::format(
        "'{}' is not a range, which has a whole number at both ends, such as 0..9. "
        "List other numbers, such as 0.1,0.2, and quote text.",
        text);
  }
  if (*high < *low) {
    return fmt::format("the range {} must go from a smaller number to a larger one; write {}..{}.",
                       text, *high, *low);
  }
  const std::uint64_t steps = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
  if (steps < max_trials) return {};
  return fmt::format("the range {} has more than {} values.", text, max_trials);
}

// Adds the numbers of a range to `values`. Returns false, and adds an error, if it is not one.
bool read_count(const OptionItem& item, List& values, Diagnostics& diagnostics) {
  const std::size_t dots = item.text.find("..");
  const Value first = resolve_plain_scalar(item.text.substr(0, dots), {});
  const Value last = resolve_plain_scalar(item.text.substr(dots + 2), {});
  const std::string error = range_error(item.text, first.as_integer(), last.as_integer());
  if (!error.empty()) {
    diagnostics.error(item.location, error);
    return false;
  }
  for (std::int64_t number = *first.as_integer(); number <= *last.as_integer(); ++number) {
    values.push_back(integer_value(number));
    values.back().location = item.location;
  }
  return true;
}

// Adds the value of an item that is not a range to `values`. Returns false, and adds an error, if
// it is in another tool's form.
bool read_item(const OptionItem& item, const std::string& key, List& values,
               Diagnostics& diagnostics) {
  Value value = parse_yaml(item.text, item.location, diagnostics);
  value.location = item.location;
  const bool quoted = item.text.front() == '\'' || item.text.front() == '"';
  const auto ours = quoted || value.find("plugin") != nullptr ? std::nullopt : our_form(value);
  if (ours) {
    diagnostics.error(item.location, fmt::format("'{}' is in another tool's form; write {}.",
                                                 item.text, as_option(key, *ours)));
    return false;
  }
  values.push_back(std::move(value));
  return true;
}

// Whether the values are one of the forms, {uniform: [0.1, 0.5]}.
bool is_form(const List& values) {
  const Map* map = values.size() == 1 ? values.front().as_map() : nullptr;
  return map != nullptr && map->size() == 1 && is_parameter_form(map->front().key);
}

bool is_from_option(const Parameter& parameter) {
  const auto& source = parameter.keys.front().location.source;
  return source && source->starts_with("command line, --sweep ");
}

// How many of the keys of `parameter`, which the config gave, are also those of `option`. Keys that
// two options give are left to check_parameter_keys().
std::size_t shared_keys(const Parameter& option, const Parameter& parameter) {
  if (is_from_option(parameter)) return 0;
  const auto is_shared = [&](const ParameterKey& key) {
    return std::any_of(option.keys.begin(), option.keys.end(),
                       [&](const ParameterKey& other) { return other.path == key.path; });
  };
  return static_cast<std::size_t>(
      std::count_if(parameter.keys.begin(), parameter.keys.end(), is_shared));
}

// Whether `option` names a plugin of whose options one is in `parameter`.
bool must_precede(const Parameter& option, const Parameter& parameter) {
  if (is_from_option(parameter)) return false;
  for (const auto& key : option.keys) {
    for (const auto& other : parameter.keys) {
      if (replaces(key.path, other.path)) return true;
    }
  }
  return false;
}

void add_parameter(Parameter option, std::vector<Parameter>& parameters, Diagnostics& diagnostics) {
  const auto all = [&](const Parameter& other) {
    return shared_keys(option, other) == other.keys.size();
  };
  const auto some = [&](const Parameter& other) {
    return shared_keys(option, other) > 0 && !all(other);
  };
  const auto shared = std::find_if(parameters.begin(), parameters.end(), some);
  if (shared != parameters.end()) {
    const ParameterKey& place = shared->keys.front();
    diagnostics.error(
        option.keys.front().location,
        fmt::format("the keys {} go together, see {}; replace them together, as in --sweep "
                    "'{}=[...],[...]'.",
                    names_of(shared->keys), place.location.text(), names_of(shared->keys)));
    return;
  }
  auto at = std::find_if(parameters.begin(), parameters.end(), all);
  if (at == parameters.end()) {
    const auto precede = [&](const Parameter& other) { return must_precede(option, other); };
    at = std::find_if(parameters.begin(), parameters.end(), precede);
    parameters.insert(at, std::move(option));
    return;
  }
  parameters.erase(std::remove_if(at + 1, parameters.end(), all), parameters.end());
  *at = std::move(option);
}

}  // namespace

void add_sweep_options(const std::vector<std::string>& options, std::vector<Parameter>& parameters,
                       Diagnostics& diagnostics) {
  for (const auto& text : options) {
    if (auto option = read_sweep_option(text, diagnostics)) {
      add_parameter(std::move(*option), parameters, diagnostics);
    }
  }
}

std::optional<Parameter> read_sweep_option(const std::string& text, Diagnostics& diagnostics) {
  const std::string option = "--sweep ";
  const auto source = std::make_shared<const std::string>("command line, " + option + text);
  const SourceLocation start{source, 0, option.size() + 1};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    diagnostics.error(start, "expected KEY=VALUES, such as optimizer.alpha=0.1,0.2 or seed=0..9.");
    return std::nullopt;
  }
  const std::string key = text.substr(0, equals);
  const bool one_key = read_parameter_keys(key, start, diagnostics).size() == 1;
  const SourceLocation values_start{source, 0, start.column + equals + 1};
  const auto items =
      split_option_items(std::string_view(text).substr(equals + 1), values_start, diagnostics);
  List values;
  bool valid = !items.empty();
  std::optional<SourceLocation> count_location;
  for (const auto& item : items) {
    const bool counts = looks_like_range(item.text);
    if (counts && !count_location) count_location = item.location;
    const bool read =
        counts ? read_count(item, values, diagnostics) : read_item(item, key, values, diagnostics);
    valid = read && valid;
  }
  if (!valid) return std::nullopt;
  if (one_key && values.size() == 1 && values.front().as_list() != nullptr) {
    diagnostics.error(values_start,
                      fmt::format("this is one value, a list; write {}, or give `{}` without "
                                  "--sweep if all trials have this list.",
                                  as_option(key, values.front()), text));
    return std::nullopt;
  }
  Value written = is_form(values) ? values.front() : list_value(std::move(values));
  written.location = values_start;
  auto parameter = read_parameter({key, start, std::move(written)}, diagnostics);
  if (parameter) parameter->count_location = count_location;
  return parameter;
}

}  // namespace runner
