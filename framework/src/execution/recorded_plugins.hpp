#pragma once

#include <vector>

#include "config/experiment_spec.hpp"
#include "plugin_host/catalog.hpp"
#include "runs/run_record.hpp"

namespace runner {

// Checks that the run's plugins of these kinds are in the searched folders.
// Plugins that run.json does not record are left to bind_plugin().
// Throws: Error (invalid_input) with a line for each missing plugin: the file that the run used,
// and how to have its folder searched.
void require_plugins(const RunRecord& record, const ExperimentSpec& spec, const Catalog& catalog,
                     const std::vector<PluginKind>& kinds);

// Checks that config.yaml and run.json name the same plugins of these kinds. Ignores kinds that
// run.json does not record.
// Throws: Error (damaged) with a line for each difference.
void require_recorded_plugins(const RunRecord& record, const ExperimentSpec& spec,
                              const std::vector<PluginKind>& kinds);

}  // namespace runner
