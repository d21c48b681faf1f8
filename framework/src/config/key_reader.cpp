#include "config/key_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/plugin_hint.hpp"

namespace runner {

const Value* KeyReader::given(std::string_view key) const {
  const bool rejected = std::find(rejected_.begin(), rejected_.end(), key) != rejected_.end();
  return rejected ? nullptr : reader_.given(key);
}

void KeyReader::reject(std::string_view key, std::string_view sentence) {
  const Value* value = given(key);
  if (value == nullptr) return;
  diagnostics_.error(value->location, sentence);
  rejected_.emplace_back(key);
}

const Value* KeyReader::find(std::string_view name) {
  reader_.find(name);
  return given(name);
}

void KeyReader::integer(std::string_view name, IntegerMember member, const IntegerOption& bounds,
                        const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  if (const auto number = read_integer(*value, name, bounds, diagnostics_)) {
    member.set(static_cast<std::uint64_t>(*number), value->location);
  }
}

void KeyReader::integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>& member,
                               const IntegerOption& bounds, const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  if (const auto* word = value->as_text(); word != nullptr && *word == "all") {
    member.reset();
  } else if (const auto number = as_integer(*value); number && is_within(*number, bounds)) {
    member = {static_cast<std::uint64_t>(*number), value->location};
  } else {
    diagnostics_.error(value->location, fmt::format("{} must be all or {}, but this is {}.", name,
                                                    describe_bounds(bounds), value->description()));
  }
}

void KeyReader::boolean(std::string_view name, bool& member, const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  if (const auto flag = read_boolean(*value, path(name), diagnostics_)) member = *flag;
}

void KeyReader::choice(std::string_view name, const ChoiceMember& member, const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  if (const auto word = read_choice(*value, path(name), member.words(), diagnostics_)) {
    member.set(*word);
  }
}

void KeyReader::folder_name(std::string_view name, std::string& member, const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  const auto text = read_text(*value, name, diagnostics_);
  if (!text) return;
  member = *text;
  if (const auto error = name_error(member)) {
    diagnostics_.error(value->location,
                       fmt::format("the experiment's name names a folder and {}.", *error));
  }
}

// A bare text is the plugin's name. A map without `plugin` keeps the default plugin, if the key has
// one.
void KeyReader::plugin(std::string_view name, PluginChoice& member, const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  member.location = value->location;
  member.options.location = value->location;
  if (const auto* text = value->as_text()) {
    member.name = *text;
    return;
  }
  const Map* map = value->as_map();
  if (map == nullptr) {
    diagnostics_.error(value->location,
                       fmt::format("{} must be a plugin's name, or a map with `plugin` and its "
                                   "options, but this is {}.",
                                   path(name), value->description()));
    return;
  }
  for (const auto& item : *map) {
    if (item.key != "plugin") {
      member.options.as_map()->push_back(item);
    } else if (const auto text = read_text(item.value, path(name) + ".plugin", diagnostics_)) {
      member.name = *text;
      member.location = item.value.location;
    }
  }
  if (member.name.empty() && value->find("plugin") == nullptr) {
    std::string hint;
    for (const auto& item : *map) {
      if (hint.empty()) hint = plugin_hint(item);
    }
    diagnostics_.error(value->location,
                       fmt::format("{} names no plugin; add `plugin: NAME`.{}", path(name), hint));
  }
}

void KeyReader::map(std::string_view name, const Declare& declare, const KeyInfo&) {
  const Value* value = find(name);
  if (value == nullptr) return;
  KeyReader inner(*value, path(name), path(name) + ".", diagnostics_);
  declare(inner);
  inner.finish();
}

bool KeyReader::optional_map(std::string_view name, bool given, const Declare& declare,
                             const KeyInfo& info) {
  map(name, declare, info);
  return given || find(name) != nullptr;
}

void KeyReader::custom(std::string_view name, std::string_view, const KeyInfo&) { find(name); }

}  // namespace runner
