#include "config/experiment_spec.hpp"

#include <fmt/format.h>

#include "config/experiment_keys.hpp"
#include "config/key_reader.hpp"

namespace runner {
namespace {

// The name may have come from the file's.
void check_default_name(const KeyReader& reader, const ExperimentSpec& spec,
                        Diagnostics& diagnostics) {
  if (reader.given("name") != nullptr) return;
  if (const auto error = name_error(spec.name)) {
    diagnostics.error(
        spec.location,
        fmt::format("the experiment's name, taken from the file's, names a folder and {}.",
                    *error));
  }
}

void check_length(const KeyReader& reader, ExperimentSpec& spec, Diagnostics& diagnostics) {
  const Value* epochs = reader.given("epochs");
  if (epochs == nullptr) return;
  if (reader.given("iterations") == nullptr) {
    spec.iterations.reset();
  } else {
    diagnostics.error(epochs->location,
                      "both iterations and epochs are given; keep one of the two.");
  }
}

void check_early_stopping(const KeyReader& reader, Diagnostics& diagnostics) {
  const Value* stopping = reader.given("early_stopping");
  if (stopping == nullptr) return;
  const Value* validation = reader.given("validation_size");
  if (validation == nullptr || as_integer(*validation) == 0) {
    diagnostics.error(stopping->location,
                      "early_stopping needs validation examples, but validation_size is 0; give "
                      "some, such as `validation_size: 500`.");
  }
}

}  // namespace

std::string_view to_text(Precision precision) {
  return precision == Precision::single ? "float" : "double";
}

ExperimentSpec read_experiment(const Value& tree, const std::string& default_name,
                               Diagnostics& diagnostics) {
  ExperimentSpec spec;
  spec.name = default_name;
  spec.location = {tree.location.source, 0, 0};
  for (auto* plugin : {&spec.dataset, &spec.activation, &spec.initializer, &spec.optimizer}) {
    plugin->location = spec.location;
  }
  KeyReader reader(tree, "the experiment", "", diagnostics);
  declare_keys(spec, reader);
  check_default_name(reader, spec, diagnostics);
  if (reader.given("dataset") == nullptr && tree.as_map() != nullptr) {
    diagnostics.error(spec.location,
                      "the key 'dataset' is missing; add one, such as `dataset: digits`.");
  }
  check_length(reader, spec, diagnostics);
  check_early_stopping(reader, diagnostics);
  // The reader of config files has taken the key away before.
  reader.reject("base", "base is allowed only in a config file.");
  // A sweep's own reader has taken the key away before.
  reader.reject("sweep", "a single run has no sweep; remove the key.");
  reader.finish();
  return spec;
}

}  // namespace runner
