#include "cli/arguments/training_process.hpp"

#include <algorithm>
#include <csignal>
#include <thread>

#include "cli/arguments/argument_parser.hpp"
#include "execution/environment_info.hpp"

namespace runner {

void add_threads(ArgumentParser& parser, std::optional<std::uint64_t>& threads) {
  parser.add_number("--threads N", threads, {1, 1024},
                    "Threads to compute with; results do not depend on it", "all cores");
}

unsigned thread_count(const std::optional<std::uint64_t>& threads) {
  if (threads) return static_cast<unsigned>(*threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

void prepare_to_train() {
  std::signal(SIGXFSZ, SIG_IGN);
  use_one_blas_thread();
}

}  // namespace runner
