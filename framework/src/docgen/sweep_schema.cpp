#include "docgen/sweep_schema.hpp"

#include "config/experiment_keys.hpp"
#include "sweep/plan/parameter.hpp"

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

Json parameters_schema() {
  return {{"type", "object"},
          {"description", "What is varied: keys such as optimizer.alpha, and their values"},
          {"minProperties", 1},
          {"propertyNames", {{"not", {{"enum", {"name", "sweep"}}}}}},
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

// A random sweep needs `trials`, halving `min_iterations`, and a grid has none of the keys that are
// not everyone's.
Json strategy_rules() {
  const Json without_trials = {{"if", none_of({"trials"})}, {"then", none_of({"seed"})}};
  const Json random = {{"allOf", {{{"required", {"trials"}}}, none_of({"eta", "min_iterations"})}}};
  const Json validated = {{"enum", {"validation_accuracy", "validation_loss"}}};
  const Json halving = {{"allOf",
                         {{{"required", {"min_iterations"}}},
                          {{"properties", {{"objective", validated}}}},
                          without_trials}}};
  const Json grid = none_of({"trials", "seed", "eta", "min_iterations"});
  return {{"if", strategy_is("random")},
          {"then", random},
          {"else", {{"if", strategy_is("halving")}, {"then", halving}, {"else", grid}}}};
}

Json integer_schema(const keys::IntegerKey& key) {
  return {{"type", "integer"},
          {"description", key.bounds.doc},
          {"minimum", *key.bounds.at_least},
          {"maximum", *key.bounds.at_most}};
}

}  // namespace

Json sweep_schema() {
  Json schema = {
      {"type", "object"},
      {"description", "Many runs of the experiment, each with other values"},
      {"properties",
       {{"strategy",
         {{"enum", {"grid", "random", "halving"}},
          {"description",
           "Every combination of the values, draws of them, or either with only the best going on"},
          {"default", "grid"}}},
        {"parameters", parameters_schema()},
        {"trials",
         {{"type", "integer"},
          {"description", "How many draws are made"},
          {"minimum", 1},
          {"maximum", max_trials}}},
        {"seed",
         {{"type", "integer"},
          {"description", "Seed of the sweep's own draws"},
          {"minimum", 0},
          {"maximum", *keys::seed.bounds.at_most},
          {"default", 0}}},
        {"eta", integer_schema(keys::eta)},
        {"min_iterations", integer_schema(keys::min_iterations)},
        {"objective",
         {{"enum", {"validation_accuracy", "validation_loss", "train_accuracy", "train_loss"}},
          {"description", "The figure by which the best trial is told"}}}}},
      {"required", {"parameters"}},
      {"additionalProperties", false}};
  schema.update(strategy_rules());
  return schema;
}

}  // namespace runner
