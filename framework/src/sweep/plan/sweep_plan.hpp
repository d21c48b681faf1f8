// The trials of a sweep, each checked against its plugins and its data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/flat_config.hpp"
#include "plugin_host/catalog.hpp"
#include "sweep/plan/sweep_spec.hpp"
#include "sweep/plan/trial_data.hpp"

namespace runner {

struct Trial {
  std::string id;      // trial_id(), which names its folder
  FlatConfig values;   // of the sweep's parameters
  std::string config;  // YAML with every default, as in a run folder's config.yaml
};

struct SweepPlan {
  std::string name;              // of the experiment
  std::vector<Trial> trials;     // in the sweep's order, without duplicates
  std::uint64_t duplicates = 0;  // how many trials equalled an earlier one
  Metric objective = Metric::train_loss;
  std::vector<std::uint64_t> rungs = {};  // halving_rungs(); empty for other strategies
  std::uint64_t eta = 0;                  // halving's
  std::vector<std::string> warnings = {};
};

// Applies the values of each trial to `tree`, the config without its key `sweep`, reads the
// results, binds their plugins and loads their data.
// Throws: Error (invalid_input) with the errors of all trials and those in `diagnostics`.
SweepPlan make_sweep_plan(const Value& tree, const std::string& default_name,
                          const SweepSpec& sweep, const Catalog& catalog, TrialData& data,
                          Diagnostics& diagnostics);

// Reads the trial's config. Errors are added to `diagnostics`.
ExperimentSpec read_trial_spec(const SweepPlan& plan, const Trial& trial, Diagnostics& diagnostics);

// "optimizer.alpha=0.1 seed=3"
std::string values_text(const FlatConfig& values);

}  // namespace runner
