#include "config/resolved_spec.hpp"

#include "config/experiment_keys.hpp"

namespace runner {
namespace {

Value count_value(std::uint64_t number) { return integer_value(static_cast<std::int64_t>(number)); }

// Writes the declared keys with their members' values. Leaves out those without a value.
class KeyWriter final : public ConfigKeys {
 public:
  explicit KeyWriter(Map& map) : map_(map) {}

  void integer(std::string_view name, IntegerMember member, const IntegerOption&,
               const KeyInfo&) override {
    if (const auto number = member.get()) add(name, count_value(*number));
  }
  void integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>& member,
                      const IntegerOption&, const KeyInfo&) override {
    add(name, member ? count_value(member->value) : text_value("all"));
  }
  void boolean(std::string_view name, bool& member, const KeyInfo&) override {
    add(name, boolean_value(member));
  }
  void choice(std::string_view name, const ChoiceMember& member, const KeyInfo&) override {
    if (!member.value().empty()) add(name, text_value(member.value()));
  }
  void folder_name(std::string_view name, std::string& member, const KeyInfo&) override {
    add(name, text_value(member));
  }
  void plugin(std::string_view name, PluginChoice& member, const KeyInfo&) override {
    Map plugin{entry("plugin", text_value(member.name))};
    const Map& options = *member.options.as_map();
    plugin.insert(plugin.end(), options.begin(), options.end());
    add(name, map_value(std::move(plugin)));
  }
  void map(std::string_view name, const Declare& declare, const KeyInfo&) override {
    Map entries;
    KeyWriter inner(entries);
    declare(inner);
    add(name, map_value(std::move(entries)));
  }
  void custom(std::string_view, std::string_view, const KeyInfo&) override {}

 private:
  bool optional_map(std::string_view name, bool given, const Declare& declare,
                    const KeyInfo& info) override {
    if (given) map(name, declare, info);
    return given;
  }
  void add(std::string_view name, Value value) { map_.push_back(entry(name, std::move(value))); }

  Map& map_;
};

PluginChoice choice_of(const ResolvedPlugin& plugin) {
  return {plugin.name, {}, map_value(plugin.options)};
}

}  // namespace

Value resolved_spec(const ExperimentSpec& spec, const ResolvedPlugins& plugins,
                    std::uint64_t split_size) {
  ExperimentSpec resolved = spec;
  resolved.dataset = choice_of(plugins.dataset);
  resolved.activation = choice_of(plugins.activation);
  resolved.initializer = choice_of(plugins.initializer);
  resolved.optimizer = choice_of(plugins.optimizer);
  resolved.split_size = {split_size, {}};
  Map map;
  KeyWriter writer(map);
  declare_keys(resolved, writer);
  return map_value(std::move(map));
}

}  // namespace runner
