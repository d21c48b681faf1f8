#include "docgen/key_schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "docgen/plugin_schema.hpp"

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

Json described(const KeyInfo& info) {
  if (info.default_in_words.empty()) return {{"description", info.doc}};
  return {{"description", fmt::format("{}; default: {}", info.doc, info.default_in_words)}};
}

Json bounded_integer(const IntegerOption& bounds) {
  Json schema = {{"type", "integer"}};
  if (bounds.at_least) schema["minimum"] = *bounds.at_least;
  if (bounds.at_most) schema["maximum"] = *bounds.at_most;
  return schema;
}

class SchemaKeys final : public ConfigKeys {
 public:
  explicit SchemaKeys(const std::vector<PluginDescription>& plugins) : plugins_(plugins) {}

  Json take_properties() { return std::move(properties_); }

  void integer(std::string_view name, IntegerMember member, const IntegerOption& bounds,
               const KeyInfo& info) override {
    Json& schema = add(name, info);
    schema.update(bounded_integer(bounds));
    if (const auto number = member.get()) schema["default"] = *number;
  }
  void integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>&,
                      const IntegerOption& bounds, const KeyInfo& info) override {
    Json& schema = add(name, info);
    schema["anyOf"] = {{{"const", "all"}}, bounded_integer(bounds)};
    schema["default"] = "all";
  }
  void boolean(std::string_view name, bool& member, const KeyInfo& info) override {
    Json& schema = add(name, info);
    schema["type"] = "boolean";
    schema["default"] = member;
  }
  void choice(std::string_view name, const ChoiceMember& member, const KeyInfo& info) override {
    Json& schema = add(name, info);
    schema["enum"] = member.words();
    if (!member.value().empty()) schema["default"] = member.value();
  }
  // The pattern and the length are those of name_error(), which counts bytes; this counts
  // characters.
  void folder_name(std::string_view name, std::string&, const KeyInfo& info) override {
    Json& schema = add(name, info);
    schema["type"] = "string";
    schema["pattern"] =
        "^[^./\\s\\u0000-\\u001f\\u007f-]([^/\\u0000-\\u001f\\u007f]*"
        "[^/\\s\\u0000-\\u001f\\u007f])?$";
    schema["maxLength"] = 100;
  }
  void plugin(std::string_view name, PluginChoice& member, const KeyInfo& info) override {
    add(name, {fmt::format("{}: a plugin's name, or a map of `plugin` and its options", info.doc)})
        .update(plugin_choice_schema(plugins_, name, member.name));
  }
  void map(std::string_view name, const Declare& declare, const KeyInfo& info) override {
    Json& schema = add(name, info);
    schema["type"] = "object";
    schema["properties"] = key_schemas(declare, plugins_);
    schema["additionalProperties"] = false;
  }
  void custom(std::string_view name, std::string_view, const KeyInfo& info) override {
    add(name, info);
  }

 private:
  bool optional_map(std::string_view name, bool given, const Declare& declare,
                    const KeyInfo& info) override {
    map(name, declare, info);
    return given;
  }
  Json& add(std::string_view name, const KeyInfo& info) {
    return properties_[std::string(name)] = described(info);
  }

  const std::vector<PluginDescription>& plugins_;
  Json properties_ = Json::object();
};

}  // namespace

Json key_schemas(const ConfigKeys::Declare& declare,
                 const std::vector<PluginDescription>& plugins) {
  SchemaKeys keys(plugins);
  declare(keys);
  return keys.take_properties();
}

}  // namespace runner
