#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace runner {

// Threads that work through numbered chunks together. Which thread takes which chunk is left open:
// results that depend on a chunk alone are the same for any number of threads.
class ThreadPool {
 public:
  using Task = std::function<void(std::size_t chunk, unsigned worker)>;

  // `threads` is at least 1; the caller of run() is one of them.
  // Throws: std::system_error if a thread cannot be started.
  explicit ThreadPool(unsigned threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  unsigned threads() const { return static_cast<unsigned>(workers_.size()) + 1; }

  // Calls task(chunk, worker) once for each chunk below `chunks`, with worker below threads(), and
  // returns when all are done. Of the exceptions thrown, the lowest chunk's is thrown on.
  void run(std::size_t chunks, const Task& task);

 private:
  void worker_loop(unsigned worker);
  void run_chunks(unsigned worker);
  void end();

  const Task* task_ = nullptr;
  std::vector<std::exception_ptr> failures_;  // one a chunk
  std::atomic<std::size_t> next_chunk_ = 0;
  std::size_t chunks_ = 0;
  std::atomic<std::uint64_t> generation_ = 0;  // grows when there is work, or an end to it
  std::atomic<unsigned> workers_busy_ = 0;
  std::atomic<bool> done_ = false;
  std::vector<std::jthread> workers_;
};

}  // namespace runner
