#include "sweep/plan/sweep_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/overrides.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_writer.hpp"
#include "data/split.hpp"
#include "experiment/fingerprint.hpp"
#include "sweep/plan/count_checker.hpp"
#include "sweep/plan/halving.hpp"
#include "sweep/plan/trial_binder.hpp"

namespace runner {
namespace {

using Keys = std::vector<ParameterKey>;

// Returns the config with a trial's values.
Value trial_tree(Value tree, const Keys& keys, const List& values, Diagnostics& diagnostics) {
  std::vector<std::string> earlier;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    set_value(tree, keys[i].path, keys[i].location, values[i], earlier, diagnostics);
    earlier.push_back(keys[i].path);
  }
  return tree;
}

FlatConfig flat_values(const Keys& keys, const List& values) {
  Map map;
  for (std::size_t i = 0; i < keys.size(); ++i) map.push_back(entry(keys[i].path, values[i]));
  return flatten(map_value(std::move(map)));
}

// Errors that only the data reveals, each sentence once.
class DataErrors {
 public:
  template <typename Function>
  void collect(Function function) {
    try {
      function();
    } catch (const Error& error) {
      if (std::find(lines_.begin(), lines_.end(), error.what()) == lines_.end()) {
        lines_.emplace_back(error.what());
      }
    }
  }

  void throw_if_any() const {
    if (!lines_.empty())
      throw Error(ErrorCode::invalid_input, fmt::format("{}", fmt::join(lines_, "\n")));
  }

 private:
  std::vector<std::string> lines_;
};

// Writes configs that have most of their entries in common, formatting each different entry once.
class ConfigWriter {
 public:
  // Returns what write_yaml() returns.
  // Requires: `flat` is the flattened config.
  std::string write(const Value& config, const FlatConfig& flat) {
    std::string text;
    auto next = flat.begin();
    for (const auto& item : *config.as_map()) {
      std::string key = item.key;
      for (; next != flat.end() && is_within(next->first, item.key); ++next) {
        key.append("\n").append(next->first).append("=").append(next->second);
      }
      const auto [written, is_new] = written_.try_emplace(std::move(key));
      if (is_new) written->second = write_yaml(map_value({item}));
      text += written->second;
    }
    return text;
  }

 private:
  static bool is_within(std::string_view path, std::string_view key) {
    return path.starts_with(key) && (path.size() == key.size() || path[key.size()] == '.');
  }

  std::map<std::string, std::string> written_;
};

// Fills in what depends on the data: split_size and, with the data's hash, the ids.
void resolve_data(const TrialBinder& binder, TrialData& data, std::vector<BoundTrial>& bound,
                  std::vector<Trial>& trials) {
  DataErrors errors;
  ConfigWriter writer;
  for (const auto& [key, dataset] : binder.datasets()) {
    errors.collect([&, &name = key, &source = dataset] {
      const HashedData& hashed = data.get(source);
      for (std::size_t i = 0; i < bound.size(); ++i) {
        if (bound[i].dataset != name) continue;
        errors.collect([&] {
          const SplitSizes sizes = split_sizes(hashed.data(), bound[i].spec);
          *bound[i].config.find("split_size") =
              integer_value(static_cast<std::int64_t>(sizes.test));
          const FlatConfig flat = flatten(bound[i].config);
          trials[i].id = trial_id(flat, hashed.sha256(), bound[i].plugin_sha256);
          trials[i].config = writer.write(bound[i].config, flat);
        });
      }
    });
  }
  errors.throw_if_any();
}

bool all_validated(const std::vector<BoundTrial>& bound) {
  return std::all_of(bound.begin(), bound.end(),
                     [](const auto& trial) { return trial.spec.validation_size.value > 0; });
}

Metric choose_objective(const SweepSpec& sweep, const std::vector<BoundTrial>& bound,
                        Diagnostics& diagnostics) {
  const bool validated = all_validated(bound);
  if (!sweep.objective) return validated ? Metric::validation_accuracy : Metric::train_loss;
  const bool needs_validation =
      sweep.objective == Metric::validation_accuracy || sweep.objective == Metric::validation_loss;
  if (!validated && needs_validation) {
    diagnostics.error(sweep.objective_location,
                      fmt::format("the objective {} needs validation examples in every trial; give "
                                  "some, such as `validation_size: 500`.",
                                  to_text(*sweep.objective)));
  }
  return *sweep.objective;
}

// Returns why a trial cannot be compared with the first one at every rung, as a sentence, or an
// empty text if it can.
std::string halving_error(const SweepSpec& sweep, const ExperimentSpec& trial,
                          const ExperimentSpec& first) {
  if (trial.validation_size.value == 0) {
    return "halving compares trials by a validation metric, so every trial needs validation "
           "examples; give some, such as `validation_size: 500`.";
  }
  if (!trial.iterations) {
    return "halving counts iterations; give `iterations` instead of `epochs`.";
  }
  if (trial.iterations != first.iterations) {
    return "halving needs the same `iterations` in every trial.";
  }
  if (sweep.min_iterations >= *trial.iterations) {
    return fmt::format("min_iterations, {}, must be below iterations, {}.", sweep.min_iterations,
                       *trial.iterations);
  }
  if (sweep.min_iterations % trial.report_every != 0) {
    return fmt::format(
        "min_iterations, {}, must be a multiple of report_every, {}, so that there is a row of "
        "metrics to compare.",
        sweep.min_iterations, trial.report_every);
  }
  return {};
}

void plan_rungs(const SweepSpec& sweep, const std::vector<BoundTrial>& bound, SweepPlan& plan,
                Diagnostics& diagnostics) {
  if (sweep.strategy != Strategy::halving || !diagnostics.empty()) return;
  const ExperimentSpec& first = bound.front().spec;
  for (const auto& trial : bound) {
    const std::string error = halving_error(sweep, trial.spec, first);
    if (error.empty()) continue;
    diagnostics.error(sweep.location, error);
    return;
  }
  plan.eta = sweep.eta;
  plan.rungs = halving_rungs(sweep.min_iterations, sweep.eta, *first.iterations);
}

// Keeps the first of equal trials, and returns how many were removed.
std::uint64_t drop_duplicates(std::vector<Trial>& trials) {
  std::set<std::string> seen;
  return std::erase_if(trials, [&](const Trial& trial) { return !seen.insert(trial.id).second; });
}

}  // namespace

SweepPlan make_sweep_plan(const Value& tree, const std::string& default_name,
                          const SweepSpec& sweep, const Catalog& catalog, TrialData& data,
                          Diagnostics& diagnostics) {
  diagnostics.throw_if_any();
  SweepPlan plan;
  TrialBinder binder(catalog);
  std::vector<BoundTrial> bound;
  const Keys keys = keys_of(sweep);
  CountChecker counts(sweep, catalog);
  for (const auto& values : trial_values(sweep)) {
    const Value config = trial_tree(tree, keys, values, diagnostics);
    const ExperimentSpec spec = read_experiment(config, default_name, diagnostics);
    if (!counts.check(spec, diagnostics)) diagnostics.throw_if_any();
    bound.push_back(binder.bind(spec, diagnostics));
    plan.trials.push_back({{}, flat_values(keys, values), {}});
  }
  plan.name = bound.front().spec.name;
  plan_rungs(sweep, bound, plan, diagnostics);
  plan.objective = choose_objective(sweep, bound, diagnostics);
  diagnostics.throw_if_any();
  resolve_data(binder, data, bound, plan.trials);
  plan.duplicates = drop_duplicates(plan.trials);
  plan.warnings = {binder.warnings().begin(), binder.warnings().end()};
  return plan;
}

ExperimentSpec read_trial_spec(const SweepPlan& plan, const Trial& trial,
                               Diagnostics& diagnostics) {
  const SourceLocation start{std::make_shared<const std::string>("trial " + trial.id), 1, 1};
  return read_experiment(parse_yaml(trial.config, start, diagnostics, Variables::refuse), plan.name,
                         diagnostics);
}

std::string values_text(const FlatConfig& values) {
  std::string text;
  for (const auto& [key, value] : values) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", key, value);
  }
  return text;
}

}  // namespace runner
