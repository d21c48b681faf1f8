// Options: how a plugin declares what a user may write beside its name in a config file.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

// Bounds and meaning of a number; a bound that is left out does not exist.
struct RealOption {
  std::optional<double> above = {};     // value > above
  std::optional<double> at_least = {};  // value >= at_least
  std::optional<double> below = {};     // value < below
  std::optional<double> at_most = {};   // value <= at_most
  std::string_view doc = {};
};

struct IntegerOption {
  std::optional<std::int64_t> at_least = {};
  std::optional<std::int64_t> at_most = {};
  std::string_view doc = {};
};

// For a boolean, a choice or a list.
struct PlainOption {
  std::string_view doc = {};
};

// A required text or path has no default: leaving it out is an error.
struct TextOption {
  bool required = false;
  std::string_view doc = {};
};

// One call declares one option: its name as written in YAML (an identifier), the member that
// holds it, and what is known of it. The member's value at the call is the default. The host's
// Options either reads values into the members, reporting what is wrong with the place in the
// config file, or describes the options. options() may be called more than once and must declare
// the same each time.
class Options {
 public:
  virtual ~Options() = default;

  // Finite numbers only.
  virtual void real(std::string_view name, double& value, const RealOption& option = {}) = 0;
  virtual void integer(std::string_view name, std::int64_t& value,
                       const IntegerOption& option = {}) = 0;
  virtual void boolean(std::string_view name, bool& value, const PlainOption& option = {}) = 0;
  virtual void text(std::string_view name, std::string& value, const TextOption& option = {}) = 0;
  // One of `choices`; the default must be one of them.
  virtual void choice(std::string_view name, std::string& value,
                      const std::vector<std::string>& choices, const PlainOption& option = {}) = 0;
  // A file or folder; a relative one is taken from the current directory and arrives absolute.
  // Empty when it is neither required nor given.
  virtual void path(std::string_view name, std::string& value, const TextOption& option = {}) = 0;
  // Texts, in the order written.
  virtual void list(std::string_view name, std::vector<std::string>& value,
                    const PlainOption& option = {}) = 0;
};

// Thrown by a plugin to report an error against one of its options; the host puts the option's
// place in the config file in front of the message.
class OptionError : public std::runtime_error {
 public:
  OptionError(std::string option, const std::string& message)
      : std::runtime_error(message), option_(std::move(option)) {}

  const std::string& option() const noexcept { return option_; }

 private:
  std::string option_;
};

// What every kind of plugin has.
class Plugin {
 public:
  virtual ~Plugin() = default;

  virtual void options(Options& /*options*/) {}
};

}  // namespace runner
