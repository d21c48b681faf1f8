// What the commands for configs and folders of sweeps have in common.
#pragma once

#include "cli/arguments/run_arguments.hpp"
#include "cli/exit_status.hpp"
#include "sweep/schedule/run_sweep.hpp"

namespace runner {

// Plans the sweep of a config. `tree` is the config without the key `sweep`.
// Throws: Error with everything found wrong, including what `diagnostics` holds already.
SweepPlan plan_sweep_config(const ConfigArguments& arguments, const Value& tree,
                            const SweepSpec& sweep, const Catalog& catalog, TrialData& data,
                            Diagnostics& diagnostics);

// Plans the sweep of a config, runs it, and prints experiments/<name>.
// Returns the exit status.
ExitStatus run_sweep_config(const ConfigArguments& arguments, const Value& tree,
                            const SweepSpec& sweep, const SweepOptions& options,
                            Diagnostics& diagnostics);

// Runs the trials of a plan that have not ended yet, and prints experiments/<name>.
// Returns the exit status.
ExitStatus run_sweep_plan(const SweepPlan& plan, const SweepOptions& options,
                          const Catalog& catalog, TrialData& data);

// Plans the sweep of a config, and prints its trials and an estimate of the time they take.
ExitStatus check_sweep_config(const RunArguments& arguments, const Value& tree,
                              const SweepSpec& sweep, Diagnostics& diagnostics);

}  // namespace runner
