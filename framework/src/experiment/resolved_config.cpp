#include "config/resolved_spec.hpp"
#include "experiment/experiment.hpp"

namespace runner {

Value resolved_config(const Experiment& experiment, std::uint64_t split_size) {
  const auto resolved = [](const BoundPlugin& plugin) {
    return ResolvedPlugin{plugin.info.name, plugin.options};
  };
  return resolved_spec(experiment.spec,
                       {.dataset = resolved(experiment.dataset),
                        .activation = resolved(experiment.activation),
                        .initializer = resolved(experiment.initializer),
                        .optimizer = resolved(experiment.optimizer)},
                       split_size);
}

}  // namespace runner
