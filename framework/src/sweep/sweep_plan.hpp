// The trials of a sweep, each checked with its plugins and its data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugins/catalog.hpp"
#include "runs/flat_config.hpp"
#include "sweep/sweep_spec.hpp"

namespace runner {

struct Trial {
  std::string id;     // trial_id(), which names its folder
  FlatConfig values;  // of the sweep's parameters
  Value config;       // with every default, as a run folder's config.yaml
};

struct SweepPlan {
  std::string name;           // of the experiment
  std::vector<Trial> trials;  // in the sweep's order, equal ones once
  std::uint64_t equal = 0;    // trials left out because an earlier one is the same
  std::string objective;      // column of metrics.csv
  std::vector<std::string> warnings;
};

// Lays the values of each trial over `tree`, the config without its key `sweep`, reads them, binds
// their plugins and loads the data, once for each dataset that they name. Throws InputError with
// what is wrong with any trial, and with what is in `diagnostics`.
SweepPlan make_sweep_plan(const Value& tree, const std::string& default_name,
                          const SweepSpec& sweep, const Catalog& catalog, Diagnostics& diagnostics);

// "optimizer.alpha=0.1 seed=3"
std::string values_text(const FlatConfig& values);

}  // namespace runner
