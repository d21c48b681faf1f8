#include "config/typed_values.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/nearest_name.hpp"

namespace runner {
namespace {

void report(const Value& value, std::string_view name, std::string_view expected,
            Diagnostics& diagnostics) {
  diagnostics.error(value.location, fmt::format("{} must be {}, but this is {}.", name, expected,
                                                value.description()));
}

bool is_within(double number, const RealOption& bounds) {
  return std::isfinite(number) && (!bounds.above || number > *bounds.above) &&
         (!bounds.at_least || number >= *bounds.at_least) &&
         (!bounds.below || number < *bounds.below) &&
         (!bounds.at_most || number <= *bounds.at_most);
}

template <typename Parts>
std::string join_bounds(std::string_view type, const Parts& parts) {
  std::string text(type);
  bool first = true;
  for (const auto& [words, bound] : parts) {
    if (!bound) continue;
    text += fmt::format("{}{} {}", first ? " " : " and ", words, *bound);
    first = false;
  }
  return text;
}

}  // namespace

std::string describe_bounds(const RealOption& bounds) {
  using Part = std::pair<std::string_view, std::optional<double>>;
  return join_bounds("a number", std::vector<Part>{{"above", bounds.above},
                                                   {"of at least", bounds.at_least},
                                                   {"below", bounds.below},
                                                   {"at most", bounds.at_most}});
}

std::string describe_bounds(const IntegerOption& bounds) {
  using Part = std::pair<std::string_view, std::optional<std::int64_t>>;
  return join_bounds("a whole number", std::vector<Part>{{"of at least", bounds.at_least},
                                                         {"at most", bounds.at_most}});
}

bool is_within(std::int64_t number, const IntegerOption& bounds) {
  return (!bounds.at_least || number >= *bounds.at_least) &&
         (!bounds.at_most || number <= *bounds.at_most);
}

std::optional<std::int64_t> as_integer(const Value& value) {
  if (const auto* integer = value.as_integer()) return *integer;
  constexpr double limit = 9007199254740992.0;  // 2^53
  const auto* real = std::get_if<double>(&value.data);
  if (real == nullptr || !(std::abs(*real) < limit) || *real != std::trunc(*real)) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*real);
}

std::optional<double> read_real(const Value& value, std::string_view name, const RealOption& bounds,
                                Diagnostics& diagnostics) {
  std::optional<double> number;
  if (const auto* integer = value.as_integer()) number = static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value.data)) number = *real;
  if (number && is_within(*number, bounds)) return number;
  const std::string_view finite = number && !std::isfinite(*number) ? " (a finite one)" : "";
  report(value, name, describe_bounds(bounds) + std::string(finite), diagnostics);
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(const Value& value, std::string_view name,
                                         const IntegerOption& bounds, Diagnostics& diagnostics) {
  const auto number = as_integer(value);
  if (number && is_within(*number, bounds)) return number;
  report(value, name, describe_bounds(bounds), diagnostics);
  return std::nullopt;
}

std::optional<bool> read_boolean(const Value& value, std::string_view name,
                                 Diagnostics& diagnostics) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag;
  report(value, name, "true or false", diagnostics);
  return std::nullopt;
}

std::optional<std::string> read_text(const Value& value, std::string_view name,
                                     Diagnostics& diagnostics) {
  if (const auto* text = value.as_text()) return *text;
  const bool scalar = !value.is_null() && value.as_list() == nullptr && value.as_map() == nullptr;
  report(value, name, scalar ? fmt::format("text (write \"{}\" in quotes)", value.text) : "text",
         diagnostics);
  return std::nullopt;
}

std::optional<std::string> read_choice(const Value& value, std::string_view name,
                                       const std::vector<std::string>& choices,
                                       Diagnostics& diagnostics) {
  const auto* text = value.as_text();
  if (text != nullptr && std::find(choices.begin(), choices.end(), *text) != choices.end()) {
    return *text;
  }
  diagnostics.error(
      value.location,
      fmt::format("{} must be {}, but this is {}.{}", name, join(choices, " or "),
                  value.description(), text == nullptr ? "" : did_you_mean(*text, choices)));
  return std::nullopt;
}

MapReader::MapReader(const Value& map, std::string owner, Diagnostics& diagnostics)
    : map_(map.as_map()), owner_(std::move(owner)), diagnostics_(diagnostics) {
  if (map_ == nullptr) {
    diagnostics_.error(map.location,
                       fmt::format("{} must be a map of keys and values, but this is {}.", owner_,
                                   map.description()));
  }
}

const Value* MapReader::given(std::string_view key) const {
  if (map_ == nullptr) return nullptr;
  for (const auto& item : *map_) {
    if (item.key == key) return item.value.restores_default() ? nullptr : &item.value;
  }
  return nullptr;
}

const Value* MapReader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return given(key);
}

void MapReader::finish(const std::function<std::string(const MapEntry&)>& hint) const {
  if (map_ == nullptr) return;
  for (const auto& item : *map_) {
    if (std::find(known_.begin(), known_.end(), item.key) != known_.end()) continue;
    const std::string known = known_.empty() ? fmt::format("{} has none", owner_)
                                             : fmt::format("known are {}", join(known_));
    const bool has_colon = item.key.find(':') != std::string::npos;
    std::string advice = has_colon ? " A colon after a key needs a space behind it."
                                   : did_you_mean(item.key, known_);
    if (advice.empty() && hint) advice = hint(item);
    diagnostics_.error(item.key_location,
                       fmt::format("{} has no key '{}'; {}.{}", owner_, item.key, known, advice));
  }
}

}  // namespace runner
