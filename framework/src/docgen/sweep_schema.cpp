#include "docgen/sweep_schema.hpp"

#include <nlohmann/json.hpp>

#include "docgen/key_schema.hpp"
#include "sweep/plan/sweep_spec.hpp"

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

Json pair_schema(const Json& item, const char* description) {
  return {{"type", "array"},
          {"description", description},
          {"items", item},
          {"minItems", 2},
          {"maxItems", 2}};
}

Json values_schema() {
  const Json number = {{"type", "number"}};
  const Json integer = {{"type", "integer"}};
  const Json list = {{"type", "array"}, {"minItems", 1}};
  const Json form = {
      {"type", "object"},
      {"properties",
       {{"choice", list},
        {"range", pair_schema(integer, "Whole numbers from the first to before the last")},
        {"uniform", pair_schema(number, "Numbers drawn from between the two")},
        {"log_uniform", pair_schema({{"type", "number"}, {"exclusiveMinimum", 0}},
                                    "Numbers whose logarithm is drawn from between the two's")},
        {"int_uniform", pair_schema(integer, "Whole numbers drawn, both ends included")}}},
      {"minProperties", 1},
      {"maxProperties", 1},
      {"additionalProperties", false}};
  return {{"anyOf", {list, form}}};
}

// A list with a list for each trial.
Json rows_schema() {
  const Json row = {{"type", "array"}, {"minItems", 2}};
  const Json rows = {{"type", "array"},
                     {"description", "For each trial a list with a value for each key"},
                     {"items", row},
                     {"minItems", 1}};
  const Json form = {{"type", "object"},
                     {"properties", {{"choice", rows}}},
                     {"required", {"choice"}},
                     {"additionalProperties", false}};
  return {{"anyOf", {rows, form}}};
}

// Keys that go together have commas between them.
Json parameters_schema() {
  const char* fixed_key = "(^|,) *(name|sweep|sweep\\..*) *(,|$)";
  return {{"type", "object"},
          {"minProperties", 1},
          {"propertyNames", {{"not", {{"pattern", fixed_key}}}}},
          {"patternProperties", {{",", rows_schema()}}},
          {"additionalProperties", values_schema()}};
}

Json strategy_is(const char* name) {
  return {{"required", {"strategy"}}, {"properties", {{"strategy", {{"const", name}}}}}};
}

Json none_of(const std::vector<const char*>& keys) {
  Json given = Json::array();
  for (const char* key : keys) given.push_back({{"required", {key}}});
  return {{"not", {{"anyOf", std::move(given)}}}};
}

// A random sweep needs `trials`, halving needs `min_iterations`, and a grid has only the keys that
// every strategy has.
Json strategy_rules() {
  const Json without_trials = {{"if", none_of({"trials"})}, {"then", none_of({"seed"})}};
  const Json random = {{"allOf", {{{"required", {"trials"}}}, none_of({"eta", "min_iterations"})}}};
  const Json validated = {{"enum", names_of(validation_metrics)}};
  const Json halving = {{"allOf",
                         {{{"required", {"min_iterations"}}},
                          {{"properties", {{"objective", validated}}}},
                          without_trials}}};
  const Json grid = none_of({"trials", "seed", "eta", "min_iterations"});
  return {{"if", strategy_is("random")},
          {"then", random},
          {"else", {{"if", strategy_is("halving")}, {"then", halving}, {"else", grid}}}};
}

}  // namespace

Json sweep_schema() {
  const auto declare = [](ConfigKeys& keys) {
    SweepSpec spec;
    declare_keys(spec, keys);
  };
  Json properties = key_schemas(declare, {});
  properties["parameters"].update(parameters_schema());
  Json schema = {{"type", "object"},
                 {"properties", std::move(properties)},
                 {"required", {"parameters"}},
                 {"additionalProperties", false}};
  schema.update(strategy_rules());
  return schema;
}

}  // namespace runner
