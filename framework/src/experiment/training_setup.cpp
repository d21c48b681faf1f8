#include "experiment/training_setup.hpp"

namespace runner {

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

}  // namespace runner
