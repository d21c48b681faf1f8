#include "sweep/trial_binder.hpp"

#include <fmt/format.h>

#include "data/sha256.hpp"
#include "runs/flat_config.hpp"
#include "runs/run_experiment.hpp"

namespace runner {
namespace {

std::string dataset_key(const Value& resolved_config) {
  std::string key;
  const Value dataset = map_value({entry("dataset", *resolved_config.find("dataset"))});
  for (const auto& [name, text] : flatten(dataset)) key += fmt::format("{}={}\n", name, text);
  return key;
}

}  // namespace

const std::string& TrialBinder::sha256_of(const PluginInfo& info) {
  const auto [found, added] = sha256_.try_emplace(info.path);
  if (added) found->second = file_sha256(info.path);
  return found->second;
}

template <typename Real>
BoundTrial TrialBinder::bind_as(const ExperimentSpec& spec, Diagnostics& diagnostics) {
  auto experiment = bind_experiment<Real>(spec, catalog_, diagnostics);
  BoundTrial trial{spec, {}, {}, {}};
  if (!diagnostics.empty()) return trial;
  for (auto& warning : plugin_warnings(experiment)) warnings_.insert(std::move(warning));
  for (const PluginInfo* info : {&experiment.dataset.info, &experiment.initializer.info,
                                 &experiment.activation.info, &experiment.optimizer.info}) {
    trial.plugin_sha256.push_back(sha256_of(*info));
  }
  trial.config = resolved_config(experiment, 0);
  trial.dataset = dataset_key(trial.config);
  datasets_.try_emplace(trial.dataset, std::move(experiment.dataset));
  return trial;
}

BoundTrial TrialBinder::bind(const ExperimentSpec& spec, Diagnostics& diagnostics) {
  return spec.precision == Precision::single ? bind_as<float>(spec, diagnostics)
                                             : bind_as<double>(spec, diagnostics);
}

}  // namespace runner
