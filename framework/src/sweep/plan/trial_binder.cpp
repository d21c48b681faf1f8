#include "sweep/plan/trial_binder.hpp"

#include "base/sha256.hpp"
#include "sweep/plan/trial_data.hpp"

namespace runner {

const std::string& TrialBinder::sha256_of(const PluginInfo& info) {
  const auto [found, added] = sha256_.try_emplace(info.path);
  if (added) found->second = file_sha256(info.path);
  return found->second;
}

BoundTrial TrialBinder::bind(const ExperimentSpec& spec, Diagnostics& diagnostics) {
  Experiment experiment = bind_experiment(spec, catalog_, diagnostics);
  BoundTrial trial{spec, {}, {}, {}};
  if (!diagnostics.empty()) return trial;
  for (auto& warning : plugin_warnings(experiment)) warnings_.insert(std::move(warning));
  for (const BoundPlugin* plugin : plugins_of(experiment)) {
    trial.plugin_sha256.push_back(sha256_of(plugin->info));
  }
  trial.config = resolved_config(experiment, 0);
  trial.dataset = dataset_key(experiment.dataset);
  datasets_.try_emplace(trial.dataset, std::move(experiment.dataset));
  return trial;
}

}  // namespace runner
