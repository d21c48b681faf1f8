#include "cli/arguments/sweep_arguments.hpp"

#include "cli/arguments/parse.hpp"

namespace runner {

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
  const std::uint64_t at_a_time =
      jobs.empty() ? 1 : parse_uint_argument("--jobs", jobs, 1, max_jobs);
  return {output, static_cast<unsigned>(at_a_time), threads, retry_failed, fail_fast};
}

std::optional<std::string> SweepArguments::given() const {
  if (!jobs.empty()) return "--jobs";
  if (retry_failed) return "--retry-failed";
  if (fail_fast) return "--fail-fast";
  if (keep_going) return "--keep-going";
  return std::nullopt;
}

}  // namespace runner
