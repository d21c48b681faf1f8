// Checked reading of maps and scalars. An error names the place, what was expected, and what is
// there.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <runner/options.hpp>

#include "config/value.hpp"

namespace runner {

// The value of an integer, or of a real that is whole, such as 1e3 or 2.0, as JSON Schema's type
// "integer" has it.
// Returns nothing for other values, and for reals from 2^53, where not every whole number is a
// double.
std::optional<std::int64_t> as_integer(const Value& value);

bool is_within(std::int64_t number, const IntegerOption& bounds);

// Each returns nothing, and adds an error that begins with `name`, if the value has another type or
// is out of bounds.
std::optional<double> read_real(const Value& value, std::string_view name, const RealOption& bounds,
                                Diagnostics& diagnostics);
std::optional<std::int64_t> read_integer(const Value& value, std::string_view name,
                                         const IntegerOption& bounds, Diagnostics& diagnostics);
std::optional<bool> read_boolean(const Value& value, std::string_view name,
                                 Diagnostics& diagnostics);
std::optional<std::string> read_text(const Value& value, std::string_view name,
                                     Diagnostics& diagnostics);
std::optional<std::string> read_choice(const Value& value, std::string_view name,
                                       const std::vector<std::string>& choices,
                                       Diagnostics& diagnostics);

// "a number above 0 and at most 100", "a whole number of at least 1".
std::string describe_bounds(const RealOption& bounds);
std::string describe_bounds(const IntegerOption& bounds);

// Reads a map key by key; finish() then reports the keys that nobody asked for.
class MapReader {
 public:
  // `owner` says in errors what has the keys: "the experiment", "the activation leaky_relu". A
  // value that is not a map is an error at once, and reads as an empty map.
  MapReader(const Value& map, std::string owner, Diagnostics& diagnostics);

  // The value of `key`, or null if it is omitted. A null that restores the default counts as
  // omitted.
  const Value* given(std::string_view key) const;

  // The same, and makes the key known to finish().
  const Value* find(std::string_view key);

  // `hint` returns what to add to the sentence about an unknown key, if no known key is near.
  void finish(const std::function<std::string(const MapEntry&)>& hint = {}) const;

 private:
  const Map* map_;
  std::string owner_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
};

}  // namespace runner
