#include "experiment/experiment.hpp"

namespace runner {
namespace {

Value count_value(std::uint64_t number) { return integer_value(static_cast<std::int64_t>(number)); }

Value plugin_value(const BoundPlugin& bound) {
  Map map{entry("plugin", text_value(bound.info.name))};
  map.insert(map.end(), bound.options.begin(), bound.options.end());
  return map_value(std::move(map));
}

}  // namespace

Value resolved_config(const Experiment& experiment, std::uint64_t split_size) {
  const ExperimentSpec& spec = experiment.spec;
  Map map;
  const auto add = [&](std::string_view key, Value value) {
    map.push_back(entry(key, std::move(value)));
  };
  add("name", text_value(spec.name));
  add("seed", integer_value(spec.seed));
  add("dataset", plugin_value(experiment.dataset));
  add("split_size", count_value(split_size));
  add("validation_size", count_value(spec.validation_size.value));
  add("network", map_value({entry("hidden_units", count_value(spec.hidden_units)),
                            entry("activation", plugin_value(experiment.activation)),
                            entry("initializer", plugin_value(experiment.initializer))}));
  add("optimizer", plugin_value(experiment.optimizer));
  if (spec.epochs) add("epochs", count_value(*spec.epochs));
  if (spec.iterations) add("iterations", count_value(*spec.iterations));
  add("batch_size", spec.batch_size ? count_value(spec.batch_size->value) : text_value("all"));
  add("precision", text_value(spec.precision == Precision::single ? "float" : "double"));
  add("report_every", count_value(spec.report_every));
  add("checkpoint_every", count_value(spec.checkpoint_every));
  if (const auto& stopping = spec.early_stopping) {
    add("early_stopping", map_value({entry("metric", text_value(to_text(stopping->metric))),
                                     entry("patience", count_value(stopping->patience))}));
  }
  return map_value(std::move(map));
}

}  // namespace runner
