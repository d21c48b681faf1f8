// --sweep KEY=VALUES, which adds a parameter to a sweep on the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sweep/plan/parameter.hpp"

namespace runner {

// Reads the option's value: `optimizer.alpha=0.1,0.2`, `seed=0..9` (both ends included),
// `batch_size,optimizer.alpha=[32,0.1],[64,0.2]`, or a map as the config has it,
// `optimizer.alpha={uniform: [0.1, 0.5]}`. Values are separated by commas, and each is YAML.
// Returns nothing, and adds an error with a place such as "command line, --sweep seed=9..0:14", for
// anything else.
// Throws: Error (invalid_input) if a value is not valid YAML.
std::optional<Parameter> read_sweep_option(const std::string& text, Diagnostics& diagnostics);

// Reads the values of --sweep, and adds them to the parameters of a config. A parameter of the
// config whose keys are all among an option's is replaced, in its place. Other options are added at
// the end; a plugin before the parameters that are its options.
// Adds an error if an option has some, but not all, of the keys of a parameter of the config.
void add_sweep_options(const std::vector<std::string>& options, std::vector<Parameter>& parameters,
                       Diagnostics& diagnostics);

}  // namespace runner
