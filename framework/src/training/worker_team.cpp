#include "training/worker_team.hpp"

namespace runner {

WorkerTeam::WorkerTeam(unsigned threads) {
  for (unsigned worker = 1; worker < threads; ++worker) {
    helpers_.emplace_back([this, worker] { help(worker); });
  }
}

WorkerTeam::~WorkerTeam() {
  done_ = true;
  ++round_;
  round_.notify_all();
}

void WorkerTeam::run(std::size_t chunks, const Task& task) {
  task_ = &task;
  chunks_ = chunks;
  next_chunk_ = 0;
  failures_.assign(chunks, nullptr);
  const bool alone = chunks <= 1 || helpers_.empty();
  if (!alone) {
    helpers_busy_ = static_cast<unsigned>(helpers_.size());
    ++round_;
    round_.notify_all();
  }
  work(0);
  for (unsigned busy = helpers_busy_; busy != 0; busy = helpers_busy_) helpers_busy_.wait(busy);
  for (const auto& failure : failures_) {
    if (failure) std::rethrow_exception(failure);
  }
}

void WorkerTeam::help(unsigned worker) {
  std::uint64_t seen = 0;
  while (true) {
    round_.wait(seen);
    if (done_) return;
    seen = round_;
    work(worker);
    if (--helpers_busy_ == 0) helpers_busy_.notify_all();
  }
}

void WorkerTeam::work(unsigned worker) {
  for (std::size_t chunk = next_chunk_++; chunk < chunks_; chunk = next_chunk_++) {
    try {
      (*task_)(chunk, worker);
    } catch (...) {
      failures_[chunk] = std::current_exception();
    }
  }
}

}  // namespace runner
