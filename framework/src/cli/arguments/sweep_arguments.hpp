#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "sweep/schedule/run_sweep.hpp"

namespace runner {

inline constexpr std::uint64_t max_jobs = 1024;

// The options of the commands that run a sweep.
struct SweepArguments {
  std::string jobs;
  bool retry_failed = false;
  bool fail_fast = false;
  bool keep_going = false;

  void add_to(CLI::App& app);

  // Throws InputError when --jobs is no number from 1 to 1024.
  SweepOptions options(const std::filesystem::path& output, unsigned threads) const;

  // The name of an option that was given, or nothing.
  std::optional<std::string> given() const;
};

}  // namespace runner
