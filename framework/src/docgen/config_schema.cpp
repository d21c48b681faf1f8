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

}  // namespace

std::string config_schema(const std::vector<PluginDescription>& plugins) {
  const auto declare = [](ConfigKeys& keys) {
    ExperimentSpec spec;
    declare_keys(spec, keys);
  };
  Json properties = key_schemas(declare, plugins);
  properties["sweep"].update(sweep_schema());
  const Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                       {"title", "An experiment of runner"},
                       {"type", "object"},
                       {"properties", std::move(properties)},
                       {"required", {"dataset"}},
                       {"not", {{"required", {"iterations", "epochs"}}}},
                       {"dependencies", dependencies()},
                       {"additionalProperties", false}};
  return schema.dump(2) + "\n";
}

}  // namespace runner
