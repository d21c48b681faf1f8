#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/sweep_arguments.hpp"

namespace runner {

class ArgumentParser;
struct SweepOptions;

// The arguments that run a config, which `runner check` takes as well.
struct RunArguments {
  static constexpr const char* default_output = "experiments";

  ConfigArguments config;
  std::optional<std::uint64_t> threads;
  std::string output = default_output;
  SweepArguments sweep;

  void add_to(ArgumentParser& parser);

  SweepOptions sweep_options() const;

  // For `runner check`: checks that --output could hold the experiment's folder. The default is not
  // checked, so that a config can be looked at where nothing can be written.
  // Throws: Error (invalid_input).
  void check_output(const std::string& name) const;

  // For a config without a sweep.
  // Throws: Error (invalid_input) if an option of sweeps was given.
  void refuse_sweep_options() const;
};

}  // namespace runner
