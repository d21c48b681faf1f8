#include "experiment/experiment.hpp"

#include "base/sha256.hpp"
#include "training/batches.hpp"

namespace runner {
namespace {

// `epochs` counted in iterations, `all` in examples.
TrainingPlan make_plan(const ExperimentSpec& spec, const Split& split, std::uint64_t pause_after) {
  TrainingPlan plan;
  plan.shuffled = spec.batch_size.has_value();
  plan.batch_size = plan.shuffled ? spec.batch_size->value : split.train.count();
  plan.report_every = spec.report_every;
  plan.early_stopping = spec.early_stopping;
  plan.pause_after = pause_after;
  const Batches batches(split.train.count(), plan.batch_size, plan.shuffled);
  plan.iterations = spec.epochs ? *spec.epochs * batches.batches_per_epoch() : *spec.iterations;
  return plan;
}

}  // namespace

Experiment bind_experiment(const ExperimentSpec& spec, const Catalog& catalog,
                           Diagnostics& diagnostics) {
  const auto bind = [&](PluginKind kind, const PluginChoice& choice) {
    return bind_plugin(catalog, kind, choice, spec.precision, diagnostics);
  };
  return {spec, bind(PluginKind::dataset, spec.dataset),
          bind(PluginKind::initializer, spec.initializer),
          bind(PluginKind::activation, spec.activation),
          bind(PluginKind::optimizer, spec.optimizer)};
}

Experiment bind_for_run(const ExperimentSpec& spec, const Catalog& catalog,
                        Diagnostics& diagnostics) {
  Experiment experiment = bind_experiment(spec, catalog, diagnostics);
  diagnostics.throw_if_any();
  for (const BoundPlugin* plugin : plugins_of(experiment)) {
    experiment.plugin_sha256.push_back(file_sha256(plugin->info.path));
  }
  return experiment;
}

std::array<const BoundPlugin*, 4> plugins_of(const Experiment& experiment) {
  return {&experiment.dataset, &experiment.initializer, &experiment.activation,
          &experiment.optimizer};
}

std::vector<std::string> plugin_warnings(const Experiment& experiment) {
  std::vector<std::string> all;
  for (const BoundPlugin* plugin : plugins_of(experiment)) {
    all.insert(all.end(), plugin->warnings.begin(), plugin->warnings.end());
  }
  return all;
}

std::unique_ptr<TrainingSession> start_session(const Experiment& experiment, const LoadedData& data,
                                               unsigned threads, std::uint64_t pause_after) {
  Random random(experiment.spec.seed);
  Split split = split_data(data, experiment.spec, random);
  const TrainingPlan plan = make_plan(experiment.spec, split, pause_after);
  return make_training_session({.precision = experiment.spec.precision,
                                .initializer = experiment.initializer,
                                .activation = experiment.activation,
                                .optimizer = experiment.optimizer,
                                .data = data,
                                .hidden_units = experiment.spec.hidden_units,
                                .standardize = experiment.spec.standardize,
                                .split = std::move(split),
                                .plan = plan,
                                .random = random,
                                .threads = threads});
}

}  // namespace runner
