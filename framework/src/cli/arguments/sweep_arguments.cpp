#include "cli/arguments/sweep_arguments.hpp"

#include "sweep/schedule/run_sweep.hpp"

namespace runner {

void add_jobs(ArgumentParser& parser, std::optional<std::uint64_t>& jobs) {
  parser.add_number("--jobs N", jobs, {1, 1024}, "Trials to run at a time; they share the threads",
                    "1");
}

void SweepArguments::add_to(ArgumentParser& parser) {
  add_jobs(parser, jobs);
  parser.add_flag("--retry-failed", retry_failed, "Run a sweep's failed and diverged trials again");
  parser.add_flag("--fail-fast", fail_fast, "Stop a sweep at the first trial that fails");
  parser.add_flag("--keep-going", keep_going, "Continue a sweep after failed trials (default)");
  parser.exclude("--keep-going", "--fail-fast");
}

SweepOptions SweepArguments::options(const std::filesystem::path& output, unsigned threads) const {
  return {output, static_cast<unsigned>(jobs.value_or(1)), threads, retry_failed, fail_fast};
}

std::optional<std::string> SweepArguments::given() const {
  if (jobs) return "--jobs";
  if (retry_failed) return "--retry-failed";
  if (fail_fast) return "--fail-fast";
  if (keep_going) return "--keep-going";
  return std::nullopt;
}

}  // namespace runner
