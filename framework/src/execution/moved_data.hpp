// Data that was moved after a run: its new place goes into the run's config.yaml.
#pragma once

#include <string>
#include <vector>

#include "leases/lease_check.hpp"
#include "plugin_host/catalog.hpp"
#include "runs/run_record.hpp"

namespace runner {

// Loads the run's data from new places, and writes them into config.yaml if the data there is what
// the run saw. `arguments` are overrides of the dataset's paths alone: "dataset.file=/new/place".
// Returns the entries written, such as "dataset.file=/new/place" with absolute paths; none if the
// lease was lost.
// Requires: no other process works on the run.
// Throws: Error (invalid_input) for another key, and if the data cannot be loaded or is not the
// same; (not_writable, no_space). config.yaml is unchanged then.
std::vector<std::string> move_run_data(const RunRecord& record,
                                       const std::vector<std::string>& arguments,
                                       const Catalog& catalog, LeaseCheck lease);

}  // namespace runner
