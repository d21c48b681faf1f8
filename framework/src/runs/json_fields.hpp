// Checked access to the JSON of our own files, which may come from anywhere: nothing is converted,
// clamped or defaulted. Each function throws Error (damaged), a clause that names the key, such as
// `result.test_accuracy must be a number from 0 to 1 or null, but is "x"`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace runner {

// The greatest whole number that a double holds exactly.
inline constexpr std::uint64_t max_exact_integer = std::uint64_t{1} << 53;

struct WholeBounds {
  std::uint64_t min = 0;
  std::uint64_t max = max_exact_integer;
};

struct RealBounds {
  double min = 0;
  double max = 0;
};

// A value, and where it is in its file.
class JsonField {
 public:
  // `value` may be null if the file lacks it. It outlives the field.
  JsonField(const nlohmann::json* value, std::string path)
      : value_(value), path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  // Whether it is missing or null.
  bool is_empty() const;

  std::string text() const;
  std::string text_or_empty() const;
  std::uint64_t whole(WholeBounds range = {}) const;
  // Returns 0 if it is missing or null.
  std::uint64_t whole_or_zero(WholeBounds range = {}) const;
  double real(RealBounds range) const;
  // Returns nothing if it is missing or null.
  std::optional<double> optional_real(RealBounds range) const;

  // Throws unless it is an object, or is_empty().
  JsonField member(std::string_view key) const;
  // The members of an object, in the order of their names; none if it is missing or null.
  std::vector<std::pair<std::string, JsonField>> members() const;
  // The elements of a list; none if it is missing or null.
  std::vector<JsonField> elements() const;
  std::vector<std::string> texts() const;

  [[noreturn]] void fail_expected(const std::string& expected) const;

 private:
  const nlohmann::json* value_;
  std::string path_;
};

// Parses the text of a file. Throws: Error (damaged), a clause, if it is not JSON.
nlohmann::json parse_json(const std::string& text);

}  // namespace runner
