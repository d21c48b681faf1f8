#include "data/read_examples.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/error.hpp"
#include "data/examples_problem.hpp"
#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"

namespace runner {
namespace {

Examples call_read_examples(const BoundPlugin& dataset, const std::string& file,
                            const ExampleLayout& layout) {
  try {
    return call_plugin(dataset.info, "read_examples()",
                       [&] { return plugin_as<Dataset>(dataset).read_examples(file, layout); });
  } catch (const OptionError& error) {
    throw Error(ErrorCode::invalid_input, error.what());
  }
}

}  // namespace

Examples read_examples(const BoundPlugin& dataset, const std::string& file,
                       const ExampleLayout& layout) {
  Examples examples = call_read_examples(dataset, file, layout);
  const bool labelled = !examples.labels.empty();
  if (!labelled) examples.labels.resize(examples.count());
  auto problem = examples_problem(examples, "it", layout.shape);
  const auto classes = layout.class_names.size();
  if (!problem &&
      std::ranges::any_of(examples.labels, [&](auto label) { return label >= classes; })) {
    problem = "it has a label that is not a class of the run";
  }
  if (problem) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the dataset plugin {} read examples that cannot be used: {}.",
                            file, dataset.info.name, *problem));
  }
  if (!labelled) examples.labels.clear();
  return examples;
}

}  // namespace runner
