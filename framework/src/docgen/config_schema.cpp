#include "docgen/config_schema.hpp"

#include <nlohmann/json.hpp>

#include "config/experiment_keys.hpp"
#include "docgen/key_schema.hpp"
#include "docgen/sweep_schema.hpp"

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

// Early stopping needs validation examples.
Json dependencies() {
  return {{"early_stopping",
           {{"required", {"validation_size"}},
            {"properties", {{"validation_size", {{"minimum", 1}}}}}}}};
}

// An object with these keys and others that begin with `x-`.
Json keys_schema(Json properties) {
  return {{"properties", std::move(properties)},
          {"patternProperties", {{"^x-", Json::object()}}},
          {"additionalProperties", false}};
}

Json base_schema() {
  const Json path = {{"type", "string"}, {"minLength", 1}};
  return {{"anyOf", {path, {{"type", "array"}, {"items", path}, {"minItems", 1}}}}};
}

// A config with a base need not be whole by itself: only its keys are checked.
Json partial_schema(const Json& properties) {
  Json keys = Json::object();
  for (const auto& [name, schema] : properties.items()) {
    keys[name] = {{"description", schema.at("description")}};
  }
  keys["base"] = properties.at("base");
  return keys_schema(std::move(keys));
}

Json whole_schema(Json properties) {
  Json schema = keys_schema(std::move(properties));
  schema["required"] = Json::array({"dataset"});
  schema["not"] = {{"required", {"iterations", "epochs"}}};
  schema["dependencies"] = dependencies();
  return schema;
}

}  // namespace

std::string config_schema(const std::vector<PluginDescription>& plugins) {
  const auto declare = [](ConfigKeys& keys) {
    ExperimentSpec spec;
    declare_keys(spec, keys);
  };
  Json properties = key_schemas(declare, plugins);
  properties["base"].update(base_schema());
  properties["sweep"].update(sweep_schema());
  const Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                       {"title", "An experiment of runner"},
                       {"type", "object"},
                       {"if", {{"required", {"base"}}}},
                       {"then", partial_schema(properties)},
                       {"else", whole_schema(properties)}};
  return schema.dump(2) + "\n";
}

}  // namespace runner
