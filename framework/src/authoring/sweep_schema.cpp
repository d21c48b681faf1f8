#include "authoring/sweep_schema.hpp"

#include "config/experiment_keys.hpp"
#include "sweep/parameter.hpp"

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

// A random sweep needs `trials`; a grid has neither these nor a seed.
Json strategy_rules() {
  const Json is_random = {{"required", {"strategy"}},
                          {"properties", {{"strategy", {{"const", "random"}}}}}};
  const Json draws = {{"anyOf", {{{"required", {"trials"}}}, {{"required", {"seed"}}}}}};
  return {{"if", is_random}, {"then", {{"required", {"trials"}}}}, {"else", {{"not", draws}}}};
}

}  // namespace

Json sweep_schema() {
  Json schema = {
      {"type", "object"},
      {"description", "Many runs of the experiment, each with other values"},
      {"properties",
       {{"strategy",
         {{"enum", {"grid", "random"}},
          {"description", "Every combination of the values, or draws of them"},
          {"default", "grid"}}},
        {"parameters", parameters_schema()},
        {"trials",
         {{"type", "integer"},
          {"description", "How many draws a random sweep makes"},
          {"minimum", 1},
          {"maximum", most_trials}}},
        {"seed",
         {{"type", "integer"},
          {"description", "Seed of a random sweep's own draws"},
          {"minimum", 0},
          {"maximum", *keys::seed.bounds.at_most},
          {"default", 0}}},
        {"objective",
         {{"enum", {"validation_accuracy", "validation_loss", "train_accuracy", "train_loss"}},
          {"description", "The figure by which the best trial is told"}}}}},
      {"required", {"parameters"}},
      {"additionalProperties", false}};
  schema.update(strategy_rules());
  return schema;
}

}  // namespace runner
