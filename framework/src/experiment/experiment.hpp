#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "config/experiment_spec.hpp"
#include "data/hashed_data.hpp"
#include "plugin_host/bound_plugin.hpp"
#include "training/training_session.hpp"

namespace runner {

// An experiment whose plugins are loaded and configured.
struct Experiment {
  ExperimentSpec spec;
  BoundPlugin dataset;
  BoundPlugin initializer;
  BoundPlugin activation;
  BoundPlugin optimizer;
  // Of the plugins' files, in the order of plugins_of(); empty until hash_plugins().
  std::vector<std::string> plugin_sha256 = {};
};

// Loads and configures every plugin of the spec. What is wrong is added to `diagnostics`; the
// experiment is of no use then.
Experiment bind_experiment(const ExperimentSpec& spec, const Catalog& catalog,
                           Diagnostics& diagnostics);

// The same for code that will run the experiment: with its plugins' hashes.
// Throws: Error (invalid_input) with everything in `diagnostics`; Error (not_readable) if a
// plugin's file cannot be read any more.
Experiment bind_for_run(const ExperimentSpec& spec, const Catalog& catalog,
                        Diagnostics& diagnostics);

// Dataset, initializer, activation, optimizer.
std::array<const BoundPlugin*, 4> plugins_of(const Experiment& experiment);

// What was noticed when the plugins were loaded: sentences that name plugin and file.
std::vector<std::string> plugin_warnings(const Experiment& experiment);

// The experiment as a config tree with every default written out, variables expanded and paths
// absolute. `split_size`: the one that the data led to.
Value resolved_config(const Experiment& experiment, std::uint64_t split_size);

// Deals out the data, makes the network and draws its weights. `pause_after`: see TrainingPlan. The
// experiment and the data outlive the session.
// Throws: Error (invalid_input) if the data are too few for what the config asks.
std::unique_ptr<TrainingSession> start_session(const Experiment& experiment, const LoadedData& data,
                                               unsigned threads, std::uint64_t pause_after = 0);

}  // namespace runner
