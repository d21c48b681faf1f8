#include "data/load_data.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/quoted.hpp"
#include "data/examples_problem.hpp"
#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"

namespace runner {
namespace {

// What is wrong with the data, as a clause; nothing if they can be used.
using Problem = std::optional<std::string>;

std::uint32_t largest_label(const LoadedData& data) {
  std::uint32_t largest = *std::max_element(data.pool.labels.begin(), data.pool.labels.end());
  if (data.test) {
    largest =
        std::max(largest, *std::max_element(data.test->labels.begin(), data.test->labels.end()));
  }
  return largest;
}

// `max_classes`: the dataset's option. The mistake to catch is a column of measurements or of row
// numbers taken for the labels.
Problem problem_with_number_of_classes(const LoadedData& data, std::uint64_t max_classes) {
  constexpr std::uint64_t usual_maximum = 1000;
  const bool named = !data.class_names.empty();
  const std::uint64_t examples = data.pool.count();
  const std::uint64_t classes =
      named ? data.class_names.size() : std::uint64_t{largest_label(data)} + 1;
  const std::uint64_t maximum = max_classes != 0 ? max_classes
                                : named          ? usual_maximum
                                                 : std::min(usual_maximum, examples);
  if (classes <= maximum) return std::nullopt;
  const std::string labels =
      named ? ""
            : fmt::format(", from {} to {},", data.first_label, data.first_label + classes - 1);
  return fmt::format(
      "it has {} classes{} {}. If these are its labels, set dataset.max_classes to {}", classes,
      labels,
      max_classes != 0 ? fmt::format("but max_classes is {}", max_classes)
                       : fmt::format("for {} examples", examples),
      classes);
}

Problem problem_with_labels(const LoadedData& data, std::uint64_t max_classes) {
  const std::uint32_t largest = largest_label(data);
  if (!data.class_names.empty() && largest >= data.class_names.size()) {
    return fmt::format("it has the label {} but only {} class names", largest,
                       data.class_names.size());
  }
  if (auto problem = problem_with_number_of_classes(data, max_classes)) return problem;
  const auto& labels = data.pool.labels;
  if (std::all_of(labels.begin(), labels.end(), [&](auto label) { return label == labels[0]; })) {
    return fmt::format(
        "all of its {} examples have the label {}, so there is nothing to learn; a limit takes the "
        "first examples of a file, which may be sorted",
        labels.size(),
        data.class_names.empty() ? std::to_string(data.first_label + labels[0])
                                 : in_quotes(data.class_names[labels[0]]));
  }
  return std::nullopt;
}

Problem problem_with(const LoadedData& data, std::uint64_t max_classes) {
  if (auto problem = examples_problem(data.pool, "the pool", data.shape)) return problem;
  if (data.test) {
    if (auto problem = examples_problem(*data.test, "the test set", data.shape)) return problem;
  }
  if (!(data.scale > 0) || !std::isfinite(data.scale)) {
    return fmt::format("its scale is {}, but must be a finite number above 0", data.scale);
  }
  return problem_with_labels(data, max_classes);
}

LoadedData call_load(const BoundPlugin& dataset) {
  try {
    return call_plugin(dataset.info, "load()", [&] { return plugin_as<Dataset>(dataset).load(); });
  } catch (const OptionError& error) {
    const SourceLocation place = option_location(dataset.choice, error.option());
    throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", place.text(), error.what()));
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: {}", dataset.choice.location.text(), error.what()));
  }
}

}  // namespace

LoadedData load_data(const BoundPlugin& dataset) {
  LoadedData data = call_load(dataset);
  if (const Problem problem =
          problem_with(data, static_cast<std::uint64_t>(dataset.host_options.max_classes))) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the dataset {} cannot be used: {}.",
                            dataset.choice.location.text(), dataset.info.name, *problem));
  }
  if (data.class_names.empty()) {
    const std::uint32_t largest = largest_label(data);
    for (std::uint32_t label = 0; label <= largest; ++label) {
      data.class_names.push_back(std::to_string(std::uint64_t{data.first_label} + label));
    }
  }
  return data;
}

}  // namespace runner
