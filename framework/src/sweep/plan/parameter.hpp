// Parameter: a key of the config that a sweep varies, with the values that it may take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <runner/random.hpp>

#include "config/value.hpp"

namespace runner {

// Nobody waits for a larger sweep.
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
  std::int64_t low = 0;   // low <= high, both included
  std::int64_t high = 0;  // high - low is below 2^32
};

struct Parameter {
  std::string path;         // "optimizer.alpha"
  SourceLocation location;  // of the path
  SourceLocation values_location;
  std::variant<Choice, RealRange, IntegerRange> values;
};

// Reads an entry of sweep.parameters: a list, {choice: [...]}, {range: [a, b]}, {uniform: [a, b]},
// {log_uniform: [a, b]} or {int_uniform: [a, b]}.
// Returns nothing, and adds an error to `diagnostics`, for anything else.
std::optional<Parameter> read_parameter(const MapEntry& entry, Diagnostics& diagnostics);

// Draws one of the parameter's values as NumPy does: of n values the one at randint(n),
// uniform(low, high), exp(uniform(log(low), log(high))) clamped to [low, high], or
// low + randint(high - low + 1). A list of one value takes no draw.
Value draw_value(const Parameter& parameter, Random& random);

}  // namespace runner
