// What a sweep varies: a key of the config and the values that it may take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <runner/random.hpp>

#include "config/value.hpp"

namespace runner {

// More values than this make no sweep that anyone waits for.
inline constexpr std::uint64_t max_trials = 100'000;

struct Choice {
  List values;  // at least one
};

struct RealRange {
  double low = 0;  // low < high
  double high = 0;
  bool logarithmic = false;  // then low > 0
};

struct IntegerRange {
  std::int64_t low = 0;   // low <= high, and both included
  std::int64_t high = 0;  // high - low is below 2^32
};

struct Parameter {
  std::string path;         // "optimizer.alpha"
  SourceLocation location;  // of the path
  SourceLocation values_location;
  std::variant<Choice, RealRange, IntegerRange> values;
};

// Reads an entry of sweep.parameters: a list, {choice: [...]}, {range: [a, b]}, {uniform: [a, b]},
// {log_uniform: [a, b]} or {int_uniform: [a, b]}. Returns nothing, and adds what is wrong to
// `diagnostics`, when it is none of these.
std::optional<Parameter> read_parameter(const MapEntry& entry, Diagnostics& diagnostics);

// One of the parameter's values, in NumPy's draws: of n values the one at randint(n),
// uniform(low, high), exp(uniform(log(low), log(high))) kept from passing low and high by rounding,
// or low + randint(high - low + 1). One of one takes no draw.
Value draw_value(const Parameter& parameter, Random& random);

}  // namespace runner
