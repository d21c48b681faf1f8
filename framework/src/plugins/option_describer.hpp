#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <runner/options.hpp>

namespace runner {

// One option of a plugin, in words.
struct OptionDescription {
  std::string name;
  std::string type;    // "a number above 0", "one of a, b", "a path"
  std::string preset;  // the default as written in YAML; empty when there is none
  bool required = false;
  std::string doc;
};

// Collects what a plugin declares, and changes nothing.
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
  void add(std::string_view name, std::string type, std::string preset, std::string_view doc,
           bool required = false);

  std::vector<OptionDescription> options_;
};

}  // namespace runner
