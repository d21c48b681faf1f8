#include "sweep/schedule/sweep_tally.hpp"

#include "config/metric.hpp"

namespace runner {

SweepTally::SweepTally(const SweepPlan& plan) : plan_(plan) {
  progress_.trials = plan.trials.size();
}

void SweepTally::begin_stage(const Stage& stage, std::size_t trials, std::size_t pending) {
  weight_ = stage.weight;
  progress_.rung = stage.iterations;
  progress_.rung_trials = trials;
  progress_.work_left = weight_ * static_cast<double>(pending) + work_after(plan_, stage, trials);
  update(0, pending);
}

void SweepTally::update(std::size_t running, std::size_t pending) {
  progress_.running = running;
  progress_.rung_reached = progress_.rung_trials - pending - running;
}

void SweepTally::add_work() {
  progress_.work_done += weight_;
  progress_.work_left -= weight_;
}

void SweepTally::count_ended(const Trial& trial, const RunRecord& record) {
  const bool finished = record.status == RunStatus::finished;
  if (!finished && !has_failed(record.status)) return;
  if (!counted_.insert(&trial).second) return;
  ++(finished ? progress_.finished : progress_.failed);
  const auto value = record.metric(plan_.objective);
  if (!finished || !value) return;
  if (progress_.best == nullptr || is_better(plan_.objective, *value, progress_.best_value)) {
    progress_.best = &trial;
    progress_.best_value = *value;
  }
}

void SweepTally::count_pruned(const Trial& trial) {
  if (counted_.insert(&trial).second) ++progress_.pruned;
}

}  // namespace runner
