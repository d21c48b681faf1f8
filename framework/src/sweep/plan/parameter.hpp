// Parameter: a key of the config that a sweep varies, or several that go together, with the values
// that it may take.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <runner/random.hpp>

#include "config/value.hpp"
#include "sweep/plan/parameter_keys.hpp"

namespace runner {

// Nobody waits for a larger sweep.
inline constexpr std::uint64_t max_trials = 100'000;

struct Choice {
  List values;  // at least one; for keys that go together, lists with an item for each key
};

struct RealRange {
  double low = 0;  // low < high
  double high = 0;
  bool logarithmic = false;  // then low > 0
};

struct IntegerRange {
  std::int64_t low = 0;   // low <= high, both included
  std::int64_t high = 0;  // high - low is below 2^32
};

struct Parameter {
  std::vector<ParameterKey> keys;  // at least one; several go together and have a Choice
  SourceLocation values_location;
  std::variant<Choice, RealRange, IntegerRange> values;
  // Of values that count, 0..9 on the command line; nothing for all others.
  std::optional<SourceLocation> count_location = {};
};

// Reads an entry of sweep.parameters: a list, {choice: [...]}, {range: [a, b]}, {uniform: [a, b]},
// {log_uniform: [a, b]} or {int_uniform: [a, b]}; for keys that go together a list of lists.
// Returns nothing, and adds an error to `diagnostics`, for anything else.
std::optional<Parameter> read_parameter(const MapEntry& entry, Diagnostics& diagnostics);

// Adds `value`, one of a Choice's, to a trial's values: one item for each of the parameter's keys.
void append_values(const Parameter& parameter, const Value& value, List& trial);

// Draws values for the parameter's keys as NumPy does, and adds them to a trial's values: of n
// values the one at randint(n), uniform(low, high), exp(uniform(log(low), log(high))) clamped to
// [low, high], or low + randint(high - low + 1). A list of one value takes no draw.
void draw_values(const Parameter& parameter, Random& random, List& trial);

}  // namespace runner
