#include "training/thread_pool.hpp"

namespace runner {

ThreadPool::ThreadPool(unsigned threads) {
  try {
    for (unsigned worker = 1; worker < threads; ++worker) {
      workers_.emplace_back([this, worker] { worker_loop(worker); });
    }
  } catch (...) {
    end();  // or the threads that there are would be joined while they wait
    throw;
  }
}

ThreadPool::~ThreadPool() { end(); }

void ThreadPool::end() {
  done_ = true;
  ++generation_;
  generation_.notify_all();
}

void ThreadPool::run(std::size_t chunks, const Task& task) {
  task_ = &task;
  chunks_ = chunks;
  next_chunk_ = 0;
  failures_.assign(chunks, nullptr);
  const bool alone = chunks <= 1 || workers_.empty();
  if (!alone) {
    workers_busy_ = static_cast<unsigned>(workers_.size());
    ++generation_;
    generation_.notify_all();
  }
  run_chunks(0);
  for (unsigned busy = workers_busy_; busy != 0; busy = workers_busy_) workers_busy_.wait(busy);
  for (const auto& failure : failures_) {
    if (failure) std::rethrow_exception(failure);
  }
}

void ThreadPool::worker_loop(unsigned worker) {
  std::uint64_t seen = 0;
  while (true) {
    generation_.wait(seen);
    if (done_) return;
    seen = generation_;
    run_chunks(worker);
    if (--workers_busy_ == 0) workers_busy_.notify_all();
  }
}

void ThreadPool::run_chunks(unsigned worker) {
  for (std::size_t chunk = next_chunk_++; chunk < chunks_; chunk = next_chunk_++) {
    try {
      (*task_)(chunk, worker);
    } catch (...) {
      failures_[chunk] = std::current_exception();
    }
  }
}

}  // namespace runner
