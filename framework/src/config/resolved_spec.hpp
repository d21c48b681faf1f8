#pragma once

#include <cstdint>
#include <string>

#include "config/experiment_spec.hpp"

namespace runner {

// A plugin with the values of all of its options.
struct ResolvedPlugin {
  std::string name;
  Map options;
};

struct ResolvedPlugins {
  ResolvedPlugin dataset;
  ResolvedPlugin activation;
  ResolvedPlugin initializer;
  ResolvedPlugin optimizer;
};

// The tree of a config file that says the same as `spec` with nothing omitted: every key that
// applies, every option of the plugins, and the split size that the data led to.
Value resolved_spec(const ExperimentSpec& spec, const ResolvedPlugins& plugins,
                    std::uint64_t split_size);

}  // namespace runner
