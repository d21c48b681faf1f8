#include "sweep/sweep_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/overrides.hpp"
#include "data/data_hash.hpp"
#include "data/load.hpp"
#include "sweep/trial_binder.hpp"
#include "sweep/trial_id.hpp"

namespace runner {
namespace {

// The config with a trial's values in it.
Value trial_tree(Value tree, const std::vector<Parameter>& parameters, const List& values,
                 Diagnostics& diagnostics) {
  std::vector<std::string> earlier;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    set_value(tree, parameters[i].path, parameters[i].origin, values[i], earlier, diagnostics);
    earlier.push_back(parameters[i].path);
  }
  return tree;
}

FlatConfig flat_values(const std::vector<Parameter>& parameters, const List& values) {
  Map map;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    map.push_back(entry(parameters[i].path, values[i]));
  }
  return flatten(map_value(std::move(map)));
}

// What only the data shows to be wrong, each sentence once.
class DataFaults {
 public:
  template <typename Function>
  void collect(Function function) {
    try {
      function();
    } catch (const InputError& error) {
      if (std::find(lines_.begin(), lines_.end(), error.what()) == lines_.end()) {
        lines_.emplace_back(error.what());
      }
    }
  }

  void throw_if_any() const {
    if (!lines_.empty()) throw InputError(fmt::format("{}", fmt::join(lines_, "\n")));
  }

 private:
  std::vector<std::string> lines_;
};

// Fills in what the data decides: split_size, and with the data's hash the ids.
void meet_data(const TrialBinder& binder, std::vector<BoundTrial>& bound,
               std::vector<Trial>& trials) {
  DataFaults faults;
  for (const auto& [key, dataset] : binder.datasets()) {
    faults.collect([&, &name = key, &source = dataset] {
      const LoadedData data = load_data(source);
      const std::string sha256 = data_sha256(data);
      for (std::size_t i = 0; i < bound.size(); ++i) {
        if (bound[i].dataset != name) continue;
        faults.collect([&] {
          const SplitSizes sizes = split_sizes(data, bound[i].spec);
          *bound[i].config.find("split_size") =
              integer_value(static_cast<std::int64_t>(sizes.test));
          trials[i].id = trial_id(bound[i].config, sha256, bound[i].plugin_sha256);
        });
      }
    });
  }
  faults.throw_if_any();
}

std::string choose_objective(const SweepSpec& sweep, const std::vector<BoundTrial>& bound,
                             Diagnostics& diagnostics) {
  const bool validated = std::all_of(bound.begin(), bound.end(), [](const auto& trial) {
    return trial.spec.validation_size.value > 0;
  });
  if (!sweep.objective) return validated ? "validation_accuracy" : "train_loss";
  if (!validated && sweep.objective->starts_with("validation")) {
    diagnostics.error(sweep.objective_origin,
                      fmt::format("the objective {} needs validation examples in every trial; give "
                                  "some, such as `validation_size: 500`.",
                                  *sweep.objective));
  }
  return *sweep.objective;
}

// Keeps the first of equal trials and returns how many went.
std::uint64_t drop_equal(std::vector<Trial>& trials) {
  std::set<std::string> seen;
  return std::erase_if(trials, [&](const Trial& trial) { return !seen.insert(trial.id).second; });
}

}  // namespace

SweepPlan make_sweep_plan(const Value& tree, const std::string& default_name,
                          const SweepSpec& sweep, const Catalog& catalog,
                          Diagnostics& diagnostics) {
  diagnostics.throw_if_any();
  SweepPlan plan;
  TrialBinder binder(catalog);
  std::vector<BoundTrial> bound;
  for (const auto& values : trial_values(sweep)) {
    const Value config = trial_tree(tree, sweep.parameters, values, diagnostics);
    bound.push_back(binder.bind(read_experiment(config, default_name, diagnostics), diagnostics));
    plan.trials.push_back({{}, flat_values(sweep.parameters, values), {}});
  }
  plan.name = bound.front().spec.name;
  plan.objective = choose_objective(sweep, bound, diagnostics);
  diagnostics.throw_if_any();
  meet_data(binder, bound, plan.trials);
  for (std::size_t i = 0; i < bound.size(); ++i) plan.trials[i].config = std::move(bound[i].config);
  plan.equal = drop_equal(plan.trials);
  plan.warnings = {binder.warnings().begin(), binder.warnings().end()};
  return plan;
}

std::string values_text(const FlatConfig& values) {
  std::string text;
  for (const auto& [key, value] : values) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", key, value);
  }
  return text;
}

}  // namespace runner
