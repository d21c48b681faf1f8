#pragma once

#include <string>

#include <runner/options.hpp>

#include "config/typed_values.hpp"

namespace runner {

// Sets a plugin's options from a config, and collects the values of all options. Errors go to
// `diagnostics`, with their places.
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

  // Reports keys that are not options. Returns all options with their values, in the order
  // declared. Call it once, after the plugin's options().
  Map finish();

 private:
  // Sets `value` with read() if the option is given and valid.
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
