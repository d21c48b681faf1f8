#pragma once

#include "experiment/experiment.hpp"
#include "training/trainer.hpp"

namespace runner {

// How the experiment trains on that split: `epochs` counted in iterations, `all` in examples.
TrainingPlan make_plan(const ExperimentSpec& spec, const Split& split,
                       std::uint64_t pause_after = 0);

// All that a training works with, made from an experiment and its data, which both outlive it: the
// examples dealt out, the weights as initialized, nothing trained. Throws InputError when the data
// is too small for what the config asks.
template <typename Real>
struct TrainingSetup {
  // `pause_after`: see TrainingPlan.
  TrainingSetup(const Experiment<Real>& experiment, const LoadedData& data, unsigned threads,
                std::uint64_t pause_after = 0)
      : random(experiment.spec.seed),
        split(split_data(data, experiment.spec, random)),
        plan(make_plan(experiment.spec, split, pause_after)),
        network({data.shape.inputs(), experiment.spec.hidden_units, data.class_names.size()},
                experiment.activation, data.scale),
        team(threads),
        pass(network.shape(), team),
        trainer(network, experiment.optimizer, split, plan, random, pass) {
    network.initialize(experiment.initializer, random);
  }
  TrainingSetup(const TrainingSetup&) = delete;
  TrainingSetup& operator=(const TrainingSetup&) = delete;

  Random random;
  const Split split;
  const TrainingPlan plan;
  TwoLayerNetwork<Real> network;
  ThreadPool team;
  BatchExecutor<Real> pass;
  Trainer<Real> trainer;
};

}  // namespace runner
