// Checked reading of maps and scalars: what is wrong is added to the diagnostics with its place,
// what was expected, and what stands there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <runner/options.hpp>

#include "config/experiment_keys.hpp"
#include "config/value.hpp"

namespace runner {

// The value of an integer, or of a real that is one, such as 1e3 or 2.0 (below 2^53, where every
// whole number is a double); else nothing. JSON Schema means the same by "integer".
std::optional<std::int64_t> as_integer(const Value& value);

// Each returns nothing, and adds an error that begins with `name`, when the value has another type
// or is out of bounds.
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

// Reads a map key by key; then finish() reports the keys that nobody asked for.
class MapReader {
 public:
  // `owner` says what has the keys, in an error: "the experiment", "the activation leaky_relu".
  // A `map` that is no map is an error at once, and reads as an empty one.
  MapReader(const Value& map, std::string owner, Diagnostics& diagnostics);

  // The value of `key`, or null when it was left out. The first use of a name makes it known. A
  // null on the command line counts as left out: it restores the default.
  const Value* find(std::string_view key);

  // As read_integer() for an entry that may be left out.
  std::optional<std::uint64_t> count(const keys::IntegerKey& key);

  void finish() const;

 private:
  const Map* map_;
  std::string owner_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
};

}  // namespace runner
