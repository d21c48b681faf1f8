// ConfigKeys: how a group of the config file's keys is declared, once, as plugins declare their
// options. One declaration serves whoever visits it: the reader of config files (key_reader.hpp),
// the writer of resolved configs (resolved_spec.hpp), the JSON Schema and the table in
// docs/config.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <runner/options.hpp>

#include "config/experiment_spec.hpp"

namespace runner {

// What is known of a key beside its name and value.
struct KeyInfo {
  std::string_view doc;                    // its meaning, a phrase
  std::string_view default_in_words = {};  // for a member whose value is not the whole story
  bool required = false;
};

// The member behind a key that holds a whole number.
class IntegerMember {
 public:
  template <typename Member>
  IntegerMember(Member& member) : member_(&member) {}

  // Returns nothing for an optional member without a value.
  std::optional<std::uint64_t> get() const;
  // Requires: the number is within the key's bounds, and those are within the member's type.
  void set(std::uint64_t number, const SourceLocation& location) const;

 private:
  std::variant<std::uint32_t*, std::uint64_t*, std::optional<std::uint64_t>*,
               Located<std::uint64_t>*, std::optional<Located<std::uint64_t>>*>
      member_;
};

// The member behind a key that holds one of some words, each the to_text() of an enumerator.
class ChoiceMember {
 public:
  // Requires: `choices` lives longer than this.
  template <typename Enum>
  ChoiceMember(Enum& member, std::type_identity_t<std::span<const Enum>> choices)
      : value_(to_text(member)), words_(texts_of(choices)) {
    set_ = [&member, choices](std::size_t i) { member = choices[i]; };
  }
  template <typename Enum>
  ChoiceMember(std::optional<Enum>& member, std::type_identity_t<std::span<const Enum>> choices)
      : words_(texts_of(choices)) {
    if (member) value_ = to_text(*member);
    set_ = [&member, choices](std::size_t i) { member = choices[i]; };
  }

  const std::vector<std::string>& words() const { return words_; }
  // Empty for an optional member without a value.
  std::string_view value() const { return value_; }
  // Requires: `word` is one of words().
  void set(std::string_view word) const;

 private:
  template <typename Enum>
  static std::vector<std::string> texts_of(std::span<const Enum> choices) {
    std::vector<std::string> texts;
    for (const Enum choice : choices) texts.emplace_back(to_text(choice));
    return texts;
  }

  std::string_view value_;
  std::vector<std::string> words_;
  std::function<void(std::size_t)> set_;
};

// Each call declares one key: its name, the member that holds its value, and what is known of it.
// The member's value at the call is the default.
class ConfigKeys {
 public:
  using Declare = std::function<void(ConfigKeys&)>;

  virtual ~ConfigKeys() = default;

  // Of `bounds` only the bounds are used.
  virtual void integer(std::string_view name, IntegerMember member, const IntegerOption& bounds,
                       const KeyInfo& info) = 0;
  // A whole number, or the word "all" for a member without a value.
  virtual void integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>& member,
                              const IntegerOption& bounds, const KeyInfo& info) = 0;
  virtual void boolean(std::string_view name, bool& member, const KeyInfo& info) = 0;
  virtual void choice(std::string_view name, const ChoiceMember& member, const KeyInfo& info) = 0;
  // A text that name_error() accepts.
  virtual void folder_name(std::string_view name, std::string& member, const KeyInfo& info) = 0;
  // A plugin of the kind called `name`.
  virtual void plugin(std::string_view name, PluginChoice& member, const KeyInfo& info) = 0;
  // A map, whose keys `declare` declares.
  virtual void map(std::string_view name, const Declare& declare, const KeyInfo& info) = 0;
  // The same for a map that means something only if it is given.
  template <typename Spec>
  void map(std::string_view name, std::optional<Spec>& member, const KeyInfo& info) {
    Spec spec = member.value_or(Spec{});
    const auto declare = [&](ConfigKeys& keys) { declare_keys(spec, keys); };
    if (optional_map(name, member.has_value(), declare, info)) member = std::move(spec);
  }
  // A value that is read by code of its own; `type` describes it in words.
  virtual void custom(std::string_view name, std::string_view type, const KeyInfo& info) = 0;

 private:
  // `given`: whether the member has a value. Returns whether it is to have one.
  virtual bool optional_map(std::string_view name, bool given, const Declare& declare,
                            const KeyInfo& info) = 0;
};

}  // namespace runner
