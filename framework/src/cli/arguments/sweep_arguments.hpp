#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "cli/arguments/argument_parser.hpp"

namespace runner {

struct SweepOptions;

// --jobs N, the number of trials to run at a time; nothing stands for 1.
void add_jobs(ArgumentParser& parser, std::optional<std::uint64_t>& jobs);

// The options of the commands that run a sweep.
struct SweepArguments {
  std::optional<std::uint64_t> jobs;
  bool retry_failed = false;
  bool fail_fast = false;
  bool keep_going = false;

  void add_to(ArgumentParser& parser);

  SweepOptions options(const std::filesystem::path& output, unsigned threads) const;

  // The name of an option that was given, or nothing.
  std::optional<std::string> given() const;
};

}  // namespace runner
