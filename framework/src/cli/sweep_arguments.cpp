#include "cli/sweep_arguments.hpp"

#include <fmt/format.h>

#include "cli/parse.hpp"

namespace runner {
namespace {

unsigned job_count(const std::string& text) {
  constexpr std::uint64_t most = 1024;
  if (text.empty()) return 1;
  const std::uint64_t jobs = whole_number("--jobs", text, 1);
  if (jobs > most) {
    throw InputError(fmt::format("--jobs must be at most {}, but this is {}.", most, jobs));
  }
  return static_cast<unsigned>(jobs);
}

}  // namespace

void SweepArguments::add_to(CLI::App& app) {
  app.add_option("--jobs", jobs,
                 "Trials of a sweep at a time; they share the threads (default: 1)");
  app.add_flag("--retry-failed", retry_failed,
               "Run trials of a sweep again that failed or diverged");
  auto* fast = app.add_flag("--fail-fast", fail_fast, "End a sweep at its first trial that fails");
  app.add_flag("--keep-going", keep_going, "Go on with a sweep after trials that fail (default)")
      ->excludes(fast);
}

SweepOptions SweepArguments::options(const std::filesystem::path& output, unsigned threads) const {
  return {output, job_count(jobs), threads, retry_failed, fail_fast};
}

std::optional<std::string> SweepArguments::given() const {
  if (!jobs.empty()) return "--jobs";
  if (retry_failed) return "--retry-failed";
  if (fail_fast) return "--fail-fast";
  if (keep_going) return "--keep-going";
  return std::nullopt;
}

}  // namespace runner
