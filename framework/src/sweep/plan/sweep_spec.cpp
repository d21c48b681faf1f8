#include "sweep/plan/sweep_spec.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/typed_values.hpp"

namespace runner {
namespace {

constexpr keys::IntegerKey trials_key{"trials", {.at_least = 1, .at_most = max_trials, .doc = {}}};

// Whether setting `path` replaces what `other` sets.
bool replaces(const std::string& path, const std::string& other) {
  return other.starts_with(path + '.');
}

void check_order(const std::vector<Parameter>& parameters, Diagnostics& diagnostics) {
  for (auto later = parameters.begin(); later != parameters.end(); ++later) {
    const auto earlier = std::find_if(parameters.begin(), later, [&](const Parameter& parameter) {
      return replaces(later->path, parameter.path);
    });
    if (earlier == later) continue;
    diagnostics.error(later->location,
                      fmt::format("{} replaces {}, which stands before it; write {} "
                                  "first.",
                                  later->path, earlier->path, later->path));
  }
}

void read_parameters(MapReader& reader, const SourceLocation& sweep, SweepSpec& spec,
                     Diagnostics& diagnostics) {
  const Value* parameters = reader.find("parameters");
  if (parameters == nullptr) {
    diagnostics.error(sweep,
                      "the sweep needs `parameters`, a map of what it varies, such as "
                      "`parameters: {optimizer.alpha: [0.1, 0.3]}`.");
    return;
  }
  const Map* map = parameters->as_map();
  if (map == nullptr || map->empty()) {
    diagnostics.error(parameters->location,
                      fmt::format("parameters must be a map of keys and the values that they take, "
                                  "but this is {}.",
                                  map == nullptr ? parameters->description() : "an empty one"));
    return;
  }
  for (const auto& entry : *map) {
    if (auto parameter = read_parameter(entry, diagnostics)) {
      spec.parameters.push_back(std::move(*parameter));
    }
  }
  check_order(spec.parameters, diagnostics);
}

void refuse(MapReader& reader, std::string_view key, std::string_view why,
            Diagnostics& diagnostics) {
  const Value* value = reader.find(key);
  if (value != nullptr) diagnostics.error(value->location, std::string(why));
}

// How many draws are made, and from which seed.
void read_draws(MapReader& reader, SweepSpec& spec, Diagnostics& diagnostics) {
  if (spec.strategy == Strategy::grid) {
    for (const auto& key : {trials_key, keys::seed}) {
      refuse(reader, key.name,
             fmt::format("a grid has no {}: it runs every combination. Leave it out, or write "
                         "`strategy: random`.",
                         key.name),
             diagnostics);
    }
    return;
  }
  const bool drawn = reader.find(trials_key.name) != nullptr;
  if (spec.strategy == Strategy::random && !drawn) {
    diagnostics.error(spec.location, "a random sweep needs `trials`, the number of its draws.");
  }
  if (spec.strategy == Strategy::halving && !drawn) {
    refuse(reader, keys::seed.name,
           "without `trials` every combination is run and nothing is drawn; leave the seed out, or "
           "give the number of draws.",
           diagnostics);
  }
  spec.trials = reader.count(trials_key).value_or(0);
  spec.seed = static_cast<std::uint32_t>(reader.count(keys::seed).value_or(0));
}

void read_halving(MapReader& reader, SweepSpec& spec, Diagnostics& diagnostics) {
  if (spec.strategy != Strategy::halving) {
    for (const auto& key : {keys::eta, keys::min_iterations}) {
      refuse(reader, key.name,
             fmt::format("{} is halving's; leave it out, or write `strategy: halving`.", key.name),
             diagnostics);
    }
    return;
  }
  if (reader.find(keys::min_iterations.name) == nullptr) {
    diagnostics.error(spec.location,
                      "halving needs `min_iterations`, after which trials are compared for the "
                      "first time.");
  }
  spec.min_iterations = reader.count(keys::min_iterations).value_or(1);
  spec.eta = reader.count(keys::eta).value_or(spec.eta);
}

// Whether every parameter has a list of values, and together they make not too many trials.
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
                            parameter.path)
              : fmt::format("without `trials` there are no draws, and {} needs a list of values or "
                            "a range; give the number of draws as `trials`.",
                            parameter.path));
      continue;
    }
    trials *= choice->values.size();
    if (trials <= max_trials) continue;
    diagnostics.error(spec.location, fmt::format("the grid has more than {} trials.", max_trials));
    return;
  }
}

// Whether the config asks for a metric of the test set, with the reason why it cannot.
bool refuse_test_metric(const Value& objective, Diagnostics& diagnostics) {
  const auto* text = objective.as_text();
  const auto metric = text == nullptr ? std::nullopt : metric_from(*text);
  if (metric != Metric::test_loss && metric != Metric::test_accuracy) return false;
  diagnostics.error(objective.location,
                    "Test metrics are not allowed as an objective: selecting on them biases the test "
                    "result. Choose a metric of the validation set.");
  return true;
}

void read_objective(MapReader& reader, SweepSpec& spec, Diagnostics& diagnostics) {
  const Value* objective = reader.find("objective");
  if (objective == nullptr || refuse_test_metric(*objective, diagnostics)) return;
  const auto choice = read_choice(*objective, "objective",
                                  spec.strategy == Strategy::halving ? names_of(validation_metrics)
                                                                     : names_of(objective_metrics),
                                  diagnostics);
  if (choice) spec.objective = metric_from(*choice);
  spec.objective_location = objective->location;
}

SweepSpec read_sweep(const Value& value, const SourceLocation& location, Diagnostics& diagnostics) {
  SweepSpec spec;
  spec.location = location;
  MapReader reader(value, "the sweep", diagnostics);
  if (value.as_map() == nullptr) return spec;
  bool known = true;
  if (const Value* strategy = reader.find("strategy")) {
    const auto choice =
        read_choice(*strategy, "strategy", {"grid", "random", "halving"}, diagnostics);
    known = choice.has_value();
    if (choice == "random") spec.strategy = Strategy::random;
    if (choice == "halving") spec.strategy = Strategy::halving;
  }
  read_parameters(reader, location, spec, diagnostics);
  if (known) {
    read_draws(reader, spec, diagnostics);
    read_halving(reader, spec, diagnostics);
    if (spec.trials == 0 && spec.strategy != Strategy::random) {
      check_combinations(spec, diagnostics);
    }
  }
  read_objective(reader, spec, diagnostics);
  if (known) reader.finish();
  return spec;
}

std::vector<List> grid_values(const std::vector<Parameter>& parameters) {
  std::vector<List> trials = {{}};
  for (const auto& parameter : parameters) {
    std::vector<List> longer;
    for (const auto& trial : trials) {
      for (const auto& value : std::get<Choice>(parameter.values).values) {
        longer.push_back(trial);
        longer.back().push_back(value);
      }
    }
    trials = std::move(longer);
  }
  return trials;
}

}  // namespace

std::optional<SweepSpec> take_sweep(Value& tree, Diagnostics& diagnostics) {
  Map* map = tree.as_map();
  if (map == nullptr) return std::nullopt;
  const auto found =
      std::find_if(map->begin(), map->end(), [](const auto& item) { return item.key == "sweep"; });
  if (found == map->end()) return std::nullopt;
  const MapEntry sweep = std::move(*found);
  map->erase(found);
  const bool taken_away = sweep.value.is_null() && sweep.value.location.line == 0;
  if (taken_away) return std::nullopt;
  return read_sweep(sweep.value, sweep.key_location, diagnostics);
}

std::vector<List> trial_values(const SweepSpec& sweep) {
  if (sweep.trials == 0) return grid_values(sweep.parameters);
  Random random(sweep.seed);
  std::vector<List> trials(sweep.trials);
  for (auto& trial : trials) {
    for (const auto& parameter : sweep.parameters) {
      trial.push_back(draw_value(parameter, random));
    }
  }
  return trials;
}

}  // namespace runner
