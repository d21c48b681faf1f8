#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config_keys.hpp"
#include "config/typed_values.hpp"

namespace runner {

// Reads the declared keys of a map into their members. Adds what is wrong to the diagnostics; a
// member whose key is wrong or omitted keeps its value.
class KeyReader final : public ConfigKeys {
 public:
  // `owner` says in errors what has the keys, and `prefix` begins the paths of nested keys:
  // ("network", "network.").
  KeyReader(const Value& map, std::string owner, std::string prefix, Diagnostics& diagnostics)
      : reader_(map, std::move(owner), diagnostics),
        prefix_(std::move(prefix)),
        diagnostics_(diagnostics) {}

  // The value of `key`, or null if it is omitted or was rejected. Works before the key is declared.
  const Value* given(std::string_view key) const;

  // If the key is given, reports `sentence` at its value and treats it as omitted from then on.
  void reject(std::string_view key, std::string_view sentence);

  // Reports the keys that were not declared.
  void finish() const { reader_.finish(); }

  void integer(std::string_view name, IntegerMember member, const IntegerOption& bounds,
               const KeyInfo& info) override;
  void integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>& member,
                      const IntegerOption& bounds, const KeyInfo& info) override;
  void boolean(std::string_view name, bool& member, const KeyInfo& info) override;
  void choice(std::string_view name, const ChoiceMember& member, const KeyInfo& info) override;
  void folder_name(std::string_view name, std::string& member, const KeyInfo& info) override;
  void plugin(std::string_view name, PluginChoice& member, const KeyInfo& info) override;
  void map(std::string_view name, const Declare& declare, const KeyInfo& info) override;
  void custom(std::string_view name, std::string_view type, const KeyInfo& info) override;

 private:
  bool optional_map(std::string_view name, bool given, const Declare& declare,
                    const KeyInfo& info) override;
  const Value* find(std::string_view name);
  std::string path(std::string_view name) const { return prefix_ + std::string(name); }

  MapReader reader_;
  std::string prefix_;
  Diagnostics& diagnostics_;
  std::vector<std::string> rejected_;
};

}  // namespace runner
