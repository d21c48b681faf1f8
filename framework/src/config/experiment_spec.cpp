#include "config/experiment_spec.hpp"

#include <fmt/format.h>

#include "config/experiment_keys.hpp"
#include "config/typed_values.hpp"

namespace runner {
namespace {

// A bare string is the plugin's name. A map without `plugin` keeps the default plugin, if there is
// one.
PluginChoice read_plugin_choice(const Value* value, std::string_view key,
                                std::string_view default_plugin, const SourceLocation& file,
                                Diagnostics& diagnostics) {
  PluginChoice choice{std::string(default_plugin), file, map_value({})};
  if (value == nullptr) return choice;
  choice.location = value->location;
  choice.options.location = value->location;
  if (const auto* name = value->as_text()) {
    choice.name = *name;
    return choice;
  }
  const Map* map = value->as_map();
  if (map == nullptr) {
    diagnostics.error(value->location,
                      fmt::format("{} must be a plugin's name, or a map with `plugin` and its "
                                  "options, but this is {}.",
                                  key, value->description()));
    return choice;
  }
  for (const auto& item : *map) {
    if (item.key != "plugin") {
      choice.options.as_map()->push_back(item);
    } else if (const auto name =
                   read_text(item.value, fmt::format("{}.plugin", key), diagnostics)) {
      choice.name = *name;
      choice.location = item.value.location;
    }
  }
  if (choice.name.empty() && value->find("plugin") == nullptr) {
    diagnostics.error(value->location, fmt::format("{} names no plugin; add `plugin: NAME`.", key));
  }
  return choice;
}

void read_network(const Value* network, ExperimentSpec& spec, Diagnostics& diagnostics) {
  const Value empty = map_value({});
  MapReader reader(network == nullptr ? empty : *network, "network", diagnostics);
  spec.hidden_units = reader.count(keys::hidden_units).value_or(spec.hidden_units);
  spec.activation = read_plugin_choice(reader.find("activation"), "network.activation",
                                       keys::default_activation, spec.location, diagnostics);
  spec.initializer = read_plugin_choice(reader.find("initializer"), "network.initializer",
                                        keys::default_initializer, spec.location, diagnostics);
  reader.finish();
}

void read_length(MapReader& reader, ExperimentSpec& spec, Diagnostics& diagnostics) {
  const Value* iterations = reader.find(keys::iterations.name);
  const Value* epochs = reader.find(keys::epochs.name);
  if (iterations != nullptr && epochs != nullptr) {
    diagnostics.error(epochs->location,
                      "both iterations and epochs are given; keep one of the two.");
  }
  if (epochs != nullptr) spec.iterations.reset();
  spec.epochs = reader.count(keys::epochs);
  if (const auto count = reader.count(keys::iterations)) spec.iterations = count;
}

void read_batch_size(MapReader& reader, ExperimentSpec& spec, Diagnostics& diagnostics) {
  const Value* value = reader.find(keys::batch_size.name);
  if (value == nullptr) return;
  const auto* word = value->as_text();
  if (word != nullptr && *word == "all") return;
  const auto number = as_integer(*value);
  if (!number || *number < *keys::batch_size.bounds.at_least) {
    diagnostics.error(
        value->location,
        fmt::format("batch_size must be all or a whole number of at least 1, but this "
                    "is {}.",
                    value->description()));
    return;
  }
  spec.batch_size = {static_cast<std::uint64_t>(*number), value->location};
}

void read_name(MapReader& reader, ExperimentSpec& spec, const std::string& default_name,
               Diagnostics& diagnostics) {
  spec.name = default_name;
  const Value* value = reader.find("name");
  if (value != nullptr) {
    const auto text = read_text(*value, "name", diagnostics);
    if (!text) return;
    spec.name = *text;
  }
  if (const auto fault = name_error(spec.name)) {
    diagnostics.error(value == nullptr ? spec.location : value->location,
                      fmt::format("the experiment's name{} names a folder and {}.",
                                  value == nullptr ? ", taken from the file's," : "", *fault));
  }
}

// Read after validation_size, without which there is nothing to stop by.
void read_early_stopping(MapReader& reader, ExperimentSpec& spec, Diagnostics& diagnostics) {
  const Value* value = reader.find("early_stopping");
  if (value == nullptr) return;
  MapReader stopping(*value, "early_stopping", diagnostics);
  EarlyStopping& early = spec.early_stopping.emplace();
  early.patience = stopping.count(keys::patience).value_or(early.patience);
  if (const Value* metric = stopping.find("metric")) {
    const auto choice = read_choice(*metric, "early_stopping.metric", names_of(validation_metrics),
                                    diagnostics);
    if (choice) early.metric = *metric_from(*choice);
  }
  stopping.finish();
  const Value* validation = reader.find(keys::validation_size.name);
  if (validation == nullptr || as_integer(*validation) == 0) {
    diagnostics.error(value->location,
                      "early_stopping goes by the validation set, but validation_size is 0; give "
                      "some examples, such as `validation_size: 500`.");
  }
}

}  // namespace

ExperimentSpec read_experiment(const Value& tree, const std::string& default_name,
                               Diagnostics& diagnostics) {
  ExperimentSpec spec;
  spec.location = {tree.location.source, 0, 0};
  const std::string owner = "the experiment";
  MapReader reader(tree, owner, diagnostics);
  read_name(reader, spec, default_name, diagnostics);
  if (const auto seed = reader.count(keys::seed)) {
    spec.seed = static_cast<std::uint32_t>(*seed);
  }
  const Value* dataset = reader.find("dataset");
  spec.dataset = read_plugin_choice(dataset, "dataset", "", spec.location, diagnostics);
  if (dataset == nullptr && tree.as_map() != nullptr) {
    diagnostics.error(spec.location,
                      "the key 'dataset' is missing; add one, such as `dataset: digits`.");
  }
  if (const Value* split = reader.find(keys::split_size.name)) {
    if (const auto size = reader.count(keys::split_size))
      spec.split_size = {*size, split->location};
  }
  if (const Value* validation = reader.find(keys::validation_size.name)) {
    if (const auto size = reader.count(keys::validation_size)) {
      spec.validation_size = {*size, validation->location};
    }
  }
  read_network(reader.find("network"), spec, diagnostics);
  spec.optimizer = read_plugin_choice(reader.find("optimizer"), "optimizer",
                                      keys::default_optimizer, spec.location, diagnostics);
  read_length(reader, spec, diagnostics);
  read_batch_size(reader, spec, diagnostics);
  if (const Value* precision = reader.find("precision")) {
    const auto choice = read_choice(*precision, "precision", {"double", "float"}, diagnostics);
    if (choice == "float") spec.precision = Precision::single;
  }
  spec.report_every = reader.count(keys::report_every).value_or(spec.report_every);
  spec.checkpoint_every = reader.count(keys::checkpoint_every).value_or(spec.checkpoint_every);
  read_early_stopping(reader, spec, diagnostics);
  if (const Value* sweep = reader.find("sweep")) {  // a sweep's own reader took it away before
    diagnostics.error(sweep->location, "a single run has no sweep; remove the key.");
  }
  reader.finish();
  return spec;
}

}  // namespace runner
