// What the commands do that deal with a config's sweep.
#pragma once

#include "cli/arguments/config_arguments.hpp"
#include "sweep/schedule/run_sweep.hpp"

namespace runner {

// Plans a config with a sweep. `tree` is the config without the sweep; `diagnostics` holds what was
// wrong so far.
SweepPlan plan_sweep_config(const ConfigArguments& arguments, const Value& tree,
                            const SweepSpec& sweep, const Catalog& catalog, TrialData& data,
                            Diagnostics& diagnostics);

// Plans and runs it, prints experiments/<name>, and returns the exit status.
int run_sweep_config(const ConfigArguments& arguments, const Value& tree, const SweepSpec& sweep,
                     const SweepOptions& options, Diagnostics& diagnostics);

// Runs what is missing of a plan, prints experiments/<name>, and returns the exit status.
int run_sweep_plan(const SweepPlan& plan, const SweepOptions& options, const Catalog& catalog,
                   TrialData& data);

// Prints the trials and how long they will take about.
int check_sweep_config(const ConfigArguments& arguments, const Value& tree, const SweepSpec& sweep,
                       Diagnostics& diagnostics);

}  // namespace runner
