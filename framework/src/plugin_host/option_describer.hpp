#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <runner/options.hpp>

#include "config/value.hpp"

namespace runner {

enum class OptionType { real, integer, boolean, text, choice, path, list };

// The name of the enumerator.
std::string_view type_name(OptionType type);

// One option as its plugin declares it.
struct OptionDescription {
  std::string name;
  OptionType type = OptionType::text;
  Value default_value;                // an empty text or path means that there is none
  RealOption real_bounds = {};        // of a real; without doc
  IntegerOption integer_bounds = {};  // of an integer; without doc
  std::vector<std::string> choices;   // of a choice
  bool required = false;
  std::string doc;
};

// Describes what a value must be: "a number above 0", "a or b", "a path".
std::string type_in_words(const OptionDescription& option);

// "required", "optional" or "default 0.1".
std::string default_in_words(const OptionDescription& option);

// Collects the options that a plugin declares and leaves their values alone.
class OptionDescriber final : public Options {
 public:
  void real(std::string_view name, double& value, const RealOption& option) override;
  void integer(std::string_view name, std::int64_t& value, const IntegerOption& option) override;
  void boolean(std::string_view name, bool& value, const PlainOption& option) override;
  void text(std::string_view name, std::string& value, const TextOption& option) override;
  void choice(std::string_view name, std::string& value, const std::vector<std::string>& choices,
              const PlainOption& option) override;
  void path(std::string_view name, std::string& value, const TextOption& option) override;
  void list(std::string_view name, std::vector<std::string>& value,
            const PlainOption& option) override;

  const std::vector<OptionDescription>& options() const { return options_; }

 private:
  OptionDescription& add(OptionType type, std::string_view name, Value default_value,
                         std::string_view doc);

  std::vector<OptionDescription> options_;
};

}  // namespace runner
