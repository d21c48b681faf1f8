#pragma once

#include "cli/config_arguments.hpp"
#include "sweep/run_sweep.hpp"

namespace runner {

// Plans and runs a config with a sweep, prints experiments/<name>, and returns the exit status.
// `tree` is the config without the sweep; `diagnostics` holds what was wrong so far.
int run_sweep_config(const ConfigArguments& arguments, const Value& tree, const SweepSpec& sweep,
                     const SweepOptions& options, Diagnostics& diagnostics);

// Prints the trials of a config with a sweep and how long they will take about.
int check_sweep_config(const ConfigArguments& arguments, const Value& tree, const SweepSpec& sweep,
                       Diagnostics& diagnostics);

}  // namespace runner
