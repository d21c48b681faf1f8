#include "cli/arguments/training_process.hpp"

#include <algorithm>
#include <csignal>
#include <thread>

#include "cli/arguments/parse.hpp"
#include "cli/exit_status.hpp"
#include "execution/environment_info.hpp"

namespace runner {

void add_threads(CLI::App& app, std::string& threads) {
  app.add_option("--threads", threads, "Threads to compute with; the results do not depend on it")
      ->default_str("all cores");
}

unsigned thread_count(const std::string& text) {
  constexpr std::uint64_t most = 1024;
  if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(parse_uint_argument("--threads", text, 1, most));
}

void prepare_to_train() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  use_one_blas_thread();
}

int exit_status(RunStatus status) {
  if (status == RunStatus::finished) return ExitStatus::success;
  const bool stopped = status == RunStatus::interrupted || status == RunStatus::paused;
  return stopped ? ExitStatus::interrupted : ExitStatus::failure;
}

}  // namespace runner
