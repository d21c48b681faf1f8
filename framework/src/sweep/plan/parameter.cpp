#include "sweep/plan/parameter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "config/typed_values.hpp"
#include "sweep/plan/other_forms.hpp"

namespace runner {
namespace {

using Values = std::optional<decltype(Parameter::values)>;

constexpr std::string_view forms = "a list of values, or a map such as {uniform: [0.1, 0.5]}";

Values read_choice_of(const Value& value, const std::string& name, Diagnostics& diagnostics) {
  const List* list = value.as_list();
  if (list == nullptr) {
    diagnostics.error(value.location, fmt::format("{} must be a list of values, but this is {}.",
                                                  name, value.description()));
    return std::nullopt;
  }
  if (list->empty()) {
    diagnostics.error(value.location,
                      fmt::format("{} is an empty list, which makes no trials; give at least one "
                                  "value.",
                                  name));
    return std::nullopt;
  }
  return Choice{*list};
}

// The two items of [a, b].
const List* read_pair(const Value& value, const std::string& name, Diagnostics& diagnostics) {
  const List* list = value.as_list();
  if (list != nullptr && list->size() == 2) return list;
  const std::string found =
      list == nullptr ? value.description() : fmt::format("a list of {}", list->size());
  diagnostics.error(
      value.location,
      fmt::format("{} must be two numbers, [from, to], but this is {}.", name, found));
  return nullptr;
}

void not_ascending(const List& pair, const std::string& name, Diagnostics& diagnostics) {
  diagnostics.error(pair.back().location,
                    fmt::format("{} must go from a smaller number to a larger one, but this goes "
                                "from {} to {}.",
                                name, pair.front().text, pair.back().text));
}

Values read_real_range(const Value& value, const std::string& name, bool logarithmic,
                       Diagnostics& diagnostics) {
  const List* pair = read_pair(value, name, diagnostics);
  if (pair == nullptr) return std::nullopt;
  RealOption bounds;
  if (logarithmic) bounds.above = 0.0;
  const auto low = read_real(pair->front(), name, bounds, diagnostics);
  const auto high = read_real(pair->back(), name, bounds, diagnostics);
  if (!low || !high) return std::nullopt;
  if (!(*low < *high)) {
    not_ascending(*pair, name, diagnostics);
    return std::nullopt;
  }
  if (!std::isfinite(*high - *low)) {
    diagnostics.error(
        value.location,
        fmt::format("{} is too wide: the difference of its ends is not a finite number.", name));
    return std::nullopt;
  }
  return RealRange{*low, *high, logarithmic};
}

// `max_count`: how many numbers the range may have.
std::optional<IntegerRange> read_integers(const Value& value, const std::string& name,
                                          bool end_included, std::uint64_t max_count,
                                          Diagnostics& diagnostics) {
  const List* pair = read_pair(value, name, diagnostics);
  if (pair == nullptr) return std::nullopt;
  constexpr std::int64_t widest = 1'000'000'000'000'000;  // so that no difference overflows
  const IntegerOption bounds{.at_least = -widest, .at_most = widest};
  const auto low = read_integer(pair->front(), name, bounds, diagnostics);
  const auto high = read_integer(pair->back(), name, bounds, diagnostics);
  if (!low || !high) return std::nullopt;
  const std::int64_t last = end_included ? *high : *high - 1;
  if (last < *low) {
    not_ascending(*pair, name, diagnostics);
    return std::nullopt;
  }
  const std::uint64_t count = static_cast<std::uint64_t>(last - *low) + 1;
  if (count > max_count) {
    diagnostics.error(value.location, fmt::format("{} has {} values, but may have at most {}.",
                                                  name, count, max_count));
    return std::nullopt;
  }
  return IntegerRange{*low, last};
}

Value located(Value value, const SourceLocation& location) {
  value.location = location;
  return value;
}

Values read_form(const MapEntry& form, const std::string& path, Diagnostics& diagnostics) {
  const std::string name = fmt::format("{}.{}", path, form.key);
  if (form.key == "choice") return read_choice_of(form.value, name, diagnostics);
  if (form.key == "uniform") return read_real_range(form.value, name, false, diagnostics);
  if (form.key == "log_uniform") return read_real_range(form.value, name, true, diagnostics);
  if (form.key == "int_uniform") {
    constexpr std::uint64_t max_count = std::numeric_limits<std::uint32_t>::max();
    return read_integers(form.value, name, true, max_count, diagnostics);
  }
  if (form.key == "range") {
    const auto range = read_integers(form.value, name, false, max_trials, diagnostics);
    if (!range) return std::nullopt;
    Choice choice;
    for (std::int64_t number = range->low; number <= range->high; ++number) {
      choice.values.push_back(located(integer_value(number), form.value.location));
    }
    return choice;
  }
  const std::string meant = did_you_mean(form.key, parameter_forms());
  diagnostics.error(
      form.key_location,
      fmt::format("{} takes its values from {}, but not from '{}'.{}", path,
                  join(parameter_forms(), " or "), form.key,
                  meant.empty() ? fmt::format(" A key inside {} is written with dots, '{}.{}'.",
                                              path, path, form.key)
                                : meant));
  return std::nullopt;
}

std::string found(const Value& value) {
  const Map* map = value.as_map();
  if (map == nullptr) return value.description();
  if (map->size() != 1) return fmt::format("a map of {} keys", map->size());
  return fmt::format("a map with the key '{}'", map->front().key);
}

Values read_values(const Value& value, const std::string& path, Diagnostics& diagnostics) {
  if (value.as_list() != nullptr) return read_choice_of(value, path, diagnostics);
  const Map* map = value.as_map();
  const bool one_key = map != nullptr && map->size() == 1;
  const auto ours = our_form(value);
  const auto written = value.location.line == 0 ? as_override : as_entry;
  const bool is_form = one_key && is_parameter_form(map->front().key);
  if (is_form || (one_key && !ours)) return read_form(map->front(), path, diagnostics);
  diagnostics.error(value.location,
                    fmt::format("{} must be {}, but this is {}{}.", path, forms, found(value),
                                ours ? "; write " + written(path, *ours) : ""));
  return std::nullopt;
}

// Whether `row` has a value for each of the keys.
bool check_row(const Value& row, const std::string& name, std::size_t keys,
               Diagnostics& diagnostics) {
  const List* list = row.as_list();
  if (list != nullptr && list->size() == keys) return true;
  diagnostics.error(
      row.location,
      fmt::format("the keys {} go together, so each of their values must be a list of {}, but this "
                  "is {}.",
                  name, keys,
                  list == nullptr ? row.description() : fmt::format("a list of {}", list->size())));
  return false;
}

// The values of keys that go together.
Values read_rows(const Value& value, const std::string& name, std::size_t keys,
                 Diagnostics& diagnostics) {
  const Value* chosen = value.find("choice");
  const Value& rows = chosen != nullptr && value.as_map()->size() == 1 ? *chosen : value;
  const List* list = rows.as_list();
  if (list == nullptr) {
    diagnostics.error(
        rows.location,
        fmt::format("the keys {} go together, so their values must be a list of lists, "
                    "such as [[32, 0.1], [64, 0.2]], but this is {}.",
                    name, rows.description()));
    return std::nullopt;
  }
  bool valid = true;
  for (const auto& row : *list) valid = check_row(row, name, keys, diagnostics) && valid;
  return valid ? read_choice_of(rows, name, diagnostics) : std::nullopt;
}

double draw_logarithmic(const RealRange& range, Random& random) {
  const double low = std::log(range.low);
  const double drawn = std::exp(low + (std::log(range.high) - low) * random.uniform());
  return std::clamp(drawn, range.low, range.high);
}

struct Draw {
  Random& random;

  Value operator()(const Choice& choice) const {
    return choice.values[random.at_most(static_cast<std::uint32_t>(choice.values.size() - 1))];
  }
  Value operator()(const RealRange& range) const {
    return real_value(range.logarithmic ? draw_logarithmic(range, random)
                                        : range.low + (range.high - range.low) * random.uniform());
  }
  Value operator()(const IntegerRange& range) const {
    return integer_value(range.low +
                         random.at_most(static_cast<std::uint32_t>(range.high - range.low)));
  }
};

}  // namespace

std::optional<Parameter> read_parameter(const MapEntry& entry, Diagnostics& diagnostics) {
  Parameter parameter{
      read_parameter_keys(entry.key, entry.key_location, diagnostics), entry.value.location, {}};
  if (parameter.keys.empty()) return std::nullopt;
  const std::size_t count = parameter.keys.size();
  auto values = count == 1 ? read_values(entry.value, names_of(parameter.keys), diagnostics)
                           : read_rows(entry.value, names_of(parameter.keys), count, diagnostics);
  if (!values) return std::nullopt;
  parameter.values = std::move(*values);
  return parameter;
}

void append_values(const Parameter& parameter, const Value& value, List& trial) {
  if (parameter.keys.size() == 1) {
    trial.push_back(value);
  } else {
    trial.insert(trial.end(), value.as_list()->begin(), value.as_list()->end());
  }
}

void draw_values(const Parameter& parameter, Random& random, List& trial) {
  Value value = std::visit(Draw{random}, parameter.values);
  if (!value.location.source) value.location = parameter.values_location;
  append_values(parameter, value, trial);
}

}  // namespace runner
