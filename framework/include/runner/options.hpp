// Options: how a plugin declares the options that a config may give it.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

// Bounds of a number, by default none. `doc` says what an option means, in all structures here.
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

// Of a boolean, a choice or a list.
struct PlainOption {
  std::string_view doc = {};
};

// Of a text or path. A required one has no default: leaving it out is an error.
struct TextOption {
  bool required = false;
  std::string_view doc = {};
};

// Each call declares one option: its name in the config (an identifier other than `plugin`), the
// member that holds its value, and its bounds and meaning. The member's value at the call is the
// default. The host passes an object that either sets the members from the config and reports
// errors with their places, or only describes the options. It may call options() more than once;
// declare the same options each time.
class Options {
 public:
  virtual ~Options() = default;

  // A finite number.
  virtual void real(std::string_view name, double& value, const RealOption& option = {}) = 0;
  virtual void integer(std::string_view name, std::int64_t& value,
                       const IntegerOption& option = {}) = 0;
  virtual void boolean(std::string_view name, bool& value, const PlainOption& option = {}) = 0;
  virtual void text(std::string_view name, std::string& value, const TextOption& option = {}) = 0;
  // One of `choices`, as must be the default.
  virtual void choice(std::string_view name, std::string& value,
                      const std::vector<std::string>& choices, const PlainOption& option = {}) = 0;
  // A file or folder. The host makes it absolute, relative to the current directory. Empty if it is
  // neither required nor given.
  virtual void path(std::string_view name, std::string& value, const TextOption& option = {}) = 0;
  // Texts, in their order in the config.
  virtual void list(std::string_view name, std::vector<std::string>& value,
                    const PlainOption& option = {}) = 0;
};

// Thrown from options() or Dataset::load() to report what is wrong with one of the plugin's
// options. `message` is a sentence; the host puts the option's place in the config before it.
class OptionError : public std::runtime_error {
 public:
  OptionError(std::string option, const std::string& message)
      : std::runtime_error(message), option_(std::move(option)) {}

  const std::string& option() const noexcept { return option_; }

 private:
  std::string option_;
};

// Base class of all kinds of plugins.
class Plugin {
 public:
  virtual ~Plugin() = default;

  // Declares the plugin's options; by default none. May throw OptionError if values do not go
  // together.
  virtual void options(Options& /*options*/) {}
};

}  // namespace runner
