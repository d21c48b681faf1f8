#include "sweep/plan/sweep_spec.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/key_reader.hpp"
#include "sweep/plan/sweep_option.hpp"

namespace runner {
namespace {

constexpr std::array strategies = {Strategy::grid, Strategy::random, Strategy::halving};

// `required`: whether the config must give at least one.
void read_parameters(const Value* parameters, bool required, SweepSpec& spec,
                     Diagnostics& diagnostics) {
  if (parameters == nullptr && !required) return;
  if (parameters == nullptr) {
    diagnostics.error(spec.location,
                      "the sweep needs `parameters`, a map of what it varies, such as "
                      "`parameters: {optimizer.alpha: [0.1, 0.3]}`.");
    return;
  }
  const Map* map = parameters->as_map();
  const auto counts = [](const MapEntry& entry) { return !entry.value.restores_default(); };
  if (map == nullptr || (required && std::none_of(map->begin(), map->end(), counts))) {
    diagnostics.error(parameters->location,
                      fmt::format("parameters must be a map of keys and the values that they take, "
                                  "but this is {}.",
                                  map == nullptr ? parameters->description() : "an empty one"));
    return;
  }
  for (const auto& entry : *map) {
    if (entry.value.restores_default()) continue;
    if (auto parameter = read_parameter(entry, diagnostics)) {
      spec.parameters.push_back(std::move(*parameter));
    }
  }
}

// The strategy that the keys are for. Returns nothing if it is not known; an error follows when the
// key is read.
std::optional<Strategy> find_strategy(const KeyReader& reader) {
  const Value* value = reader.given("strategy");
  if (value == nullptr) return Strategy::grid;
  const auto* text = value->as_text();
  for (const Strategy strategy : strategies) {
    if (text != nullptr && *text == to_text(strategy)) return strategy;
  }
  return std::nullopt;
}

// Rejects the keys that the strategy does not have, and reports those that it needs.
void check_keys(KeyReader& reader, Strategy strategy, const SourceLocation& sweep,
                Diagnostics& diagnostics) {
  const bool drawn = reader.given("trials") != nullptr;
  if (strategy == Strategy::grid) {
    for (const std::string_view key : {"trials", "seed"}) {
      reader.reject(key, fmt::format("a grid has no {}: it runs every combination. Omit it, or "
                                     "write `strategy: random`.",
                                     key));
    }
  } else if (strategy == Strategy::random && !drawn) {
    diagnostics.error(sweep, "a random sweep needs `trials`, the number of its draws.");
  } else if (!drawn) {
    reader.reject("seed",
                  "without `trials` every combination is run and nothing is drawn; omit the seed, "
                  "or give the number of draws.");
  }
  if (strategy != Strategy::halving) {
    for (const std::string_view key : {"eta", "min_iterations"}) {
      reader.reject(key, fmt::format("{} is for halving only; omit it, or write "
                                     "`strategy: halving`.",
                                     key));
    }
  } else if (reader.given("min_iterations") == nullptr) {
    diagnostics.error(sweep,
                      "halving needs `min_iterations`, after which trials are compared for the "
                      "first time.");
  }
}

void reject_test_metric(KeyReader& reader) {
  const Value* objective = reader.given("objective");
  const auto* text = objective == nullptr ? nullptr : objective->as_text();
  const auto metric = text == nullptr ? std::nullopt : metric_from(*text);
  if (metric != Metric::test_loss && metric != Metric::test_accuracy) return;
  reader.reject("objective",
                "Test metrics are not allowed as an objective: selecting on them biases the test "
                "result. Choose a metric of the validation set.");
}

// Reports parameters that are drawn rather than listed, and combinations of too many trials.
void check_combinations(const SweepSpec& spec, Diagnostics& diagnostics) {
  std::uint64_t trials = 1;
  for (const auto& parameter : spec.parameters) {
    const auto* choice = std::get_if<Choice>(&parameter.values);
    if (choice == nullptr) {
      diagnostics.error(
          parameter.values_location,
          spec.strategy == Strategy::grid
              ? fmt::format("a grid needs a list of values or a range for {}, but this is drawn; "
                            "write `strategy: random` and `trials`.",
                            names_of(parameter.keys))
              : fmt::format("without `trials` there are no draws, and {} needs a list of values or "
                            "a range; give the number of draws as `trials`.",
                            names_of(parameter.keys)));
      continue;
    }
    trials *= choice->values.size();
    if (trials <= max_trials) continue;
    diagnostics.error(spec.location, fmt::format("the grid has more than {} trials.", max_trials));
    return;
  }
}

// `options`: the values of --sweep. With any, the sweep needs no other parameters.
SweepSpec read_sweep(const Value& value, const SourceLocation& location,
                     const std::vector<std::string>& options, Diagnostics& diagnostics) {
  SweepSpec spec;
  spec.location = location;
  KeyReader reader(value, "the sweep", "", diagnostics);
  if (value.as_map() == nullptr) return spec;
  const auto strategy = find_strategy(reader);
  if (strategy) check_keys(reader, *strategy, location, diagnostics);
  reject_test_metric(reader);
  declare_keys(spec, reader);
  if (const Value* objective = reader.given("objective")) {
    spec.objective_location = objective->location;
  }
  read_parameters(reader.given("parameters"), options.empty(), spec, diagnostics);
  add_sweep_options(options, spec.parameters, diagnostics);
  check_parameter_keys(keys_of(spec), diagnostics);
  const bool drawn = strategy == Strategy::random || reader.given("trials") != nullptr;
  if (strategy && !drawn) check_combinations(spec, diagnostics);
  reader.finish();
  return spec;
}

// Takes the key `sweep` out of the tree; an empty map if --sweep alone makes the sweep.
std::optional<MapEntry> take_entry(Map& map, const std::vector<std::string>& options) {
  std::optional<MapEntry> sweep;
  const auto found =
      std::find_if(map.begin(), map.end(), [](const auto& item) { return item.key == "sweep"; });
  if (found != map.end()) {
    sweep = std::move(*found);
    map.erase(found);
    if (sweep->value.restores_default()) sweep.reset();
  }
  if (!sweep && !options.empty()) {
    sweep = entry("sweep", map_value({}));
    sweep->key_location.source =
        std::make_shared<const std::string>("command line, --sweep " + options.front());
  }
  return sweep;
}

std::vector<List> grid_values(const std::vector<Parameter>& parameters) {
  std::vector<List> trials = {{}};
  for (const auto& parameter : parameters) {
    std::vector<List> longer;
    for (const auto& trial : trials) {
      for (const auto& value : std::get<Choice>(parameter.values).values) {
        longer.push_back(trial);
        append_values(parameter, value, longer.back());
      }
    }
    trials = std::move(longer);
  }
  return trials;
}

}  // namespace

std::string_view to_text(Strategy strategy) {
  constexpr std::array<std::string_view, strategies.size()> names = {"grid", "random", "halving"};
  return names[static_cast<std::size_t>(strategy)];
}

void declare_keys(SweepSpec& spec, ConfigKeys& keys) {
  keys.choice("strategy", {spec.strategy, strategies},
              {"Which trials are run: every combination of the values, random draws of them, or "
               "either with only the best promoted at each rung"});
  keys.custom(
      "parameters", "a map of keys and their values",
      {.doc = "Keys that vary, such as optimizer.alpha, and their values: see docs/sweeps.md",
       .required = true});
  keys.integer("trials", spec.trials, {.at_least = 1, .at_most = max_trials},
               {"Number of draws; random needs it, halving may have it", "every combination"});
  keys.integer("seed", spec.seed, {.at_least = 0, .at_most = 0xFFFFFFFF},
               {"Seed of the sweep's own draws"});
  keys.integer("eta", spec.eta, {.at_least = 2, .at_most = 1000},
               {"One trial in `eta` is promoted at each rung of halving, which alone has it"});
  std::optional<std::uint64_t> min_iterations;
  if (spec.min_iterations != 0) min_iterations = spec.min_iterations;
  keys.integer("min_iterations", min_iterations, {.at_least = 1, .at_most = 1'000'000'000'000},
               {"Iterations up to the first rung, where trials are first compared; required by "
                "halving, which alone has it"});
  spec.min_iterations = min_iterations.value_or(0);
  const KeyInfo objective = {"Metric that ranks the trials",
                             "validation_accuracy, or train_loss if a trial has no validation "
                             "examples"};
  if (spec.strategy == Strategy::halving) {
    keys.choice("objective", {spec.objective, validation_metrics}, objective);
  } else {
    keys.choice("objective", {spec.objective, objective_metrics}, objective);
  }
}

std::optional<SweepSpec> take_sweep(Value& tree, const std::vector<std::string>& options,
                                    Diagnostics& diagnostics) {
  Map* map = tree.as_map();
  if (map == nullptr) return std::nullopt;
  const auto sweep = take_entry(*map, options);
  if (!sweep) return std::nullopt;
  return read_sweep(sweep->value, sweep->key_location, options, diagnostics);
}

std::vector<ParameterKey> keys_of(const SweepSpec& sweep) {
  std::vector<ParameterKey> keys;
  for (const auto& parameter : sweep.parameters) {
    keys.insert(keys.end(), parameter.keys.begin(), parameter.keys.end());
  }
  return keys;
}

std::vector<List> trial_values(const SweepSpec& sweep) {
  if (!sweep.trials) return grid_values(sweep.parameters);
  Random random(sweep.seed);
  std::vector<List> trials(*sweep.trials);
  for (auto& trial : trials) {
    for (const auto& parameter : sweep.parameters) {
      draw_values(parameter, random, trial);
    }
  }
  return trials;
}

}  // namespace runner
