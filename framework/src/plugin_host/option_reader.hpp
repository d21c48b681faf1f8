#pragma once

#include <string>

#include <runner/options.hpp>

#include "config/typed_values.hpp"

namespace runner {

// Gives a plugin the options that stand in the config file, and collects the values of all of them.
class OptionReader final : public Options {
 public:
  // `owner` names the plugin in errors: "the activation leaky_relu".
  OptionReader(const Value& options, const std::string& owner, Diagnostics& diagnostics)
      : reader_(options, owner, diagnostics),
        owner_(owner),
        place_(options.location),
        diagnostics_(diagnostics) {}

  void real(std::string_view name, double& value, const RealOption& option) override;
  void integer(std::string_view name, std::int64_t& value, const IntegerOption& option) override;
  void boolean(std::string_view name, bool& value, const PlainOption& option) override;
  void text(std::string_view name, std::string& value, const TextOption& option) override;
  void choice(std::string_view name, std::string& value, const std::vector<std::string>& choices,
              const PlainOption& option) override;
  void path(std::string_view name, std::string& value, const TextOption& option) override;
  void list(std::string_view name, std::vector<std::string>& value,
            const PlainOption& option) override;

  // Reports the keys that are no options. Returns every option in the order declared.
  Map finish();

 private:
  // Reads with `read` when the option is given.
  template <typename T, typename Read>
  void take(std::string_view name, T& value, Read read);
  void require(std::string_view name, const TextOption& option);

  MapReader reader_;
  std::string owner_;
  SourceLocation place_;
  Diagnostics& diagnostics_;
  Map values_;
};

}  // namespace runner
