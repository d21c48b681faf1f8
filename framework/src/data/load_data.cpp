#include "data/load_data.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"

namespace runner {
namespace {

// What a plugin may get wrong, as a sentence.
class Fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

void check_examples(const Examples& examples, std::string_view what, const LoadedData& data) {
  if (examples.count() == 0) throw Fault(fmt::format("{} has no examples", what));
  if (examples.count() > std::numeric_limits<std::uint32_t>::max()) {
    throw Fault(fmt::format("{} has more than 2^32 examples", what));
  }
  if (examples.labels.size() != examples.count()) {
    throw Fault(fmt::format("{} has {} examples and {} labels", what, examples.count(),
                            examples.labels.size()));
  }
  if (examples.inputs() != data.shape.inputs()) {
    throw Fault(fmt::format("an example of {} has {} values, and the shape says {} x {} x {}", what,
                            examples.inputs(), data.shape.rows, data.shape.columns,
                            data.shape.channels));
  }
  const bool finite = std::visit(
      [](const auto& values) {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        if constexpr (std::is_integral_v<Element>) return true;
        return std::all_of(values.begin(), values.end(),
                           [](Element value) { return std::isfinite(static_cast<double>(value)); });
      },
      examples.values);
  if (!finite) throw Fault(fmt::format("{} holds a value that is not finite", what));
}

std::uint32_t largest_label(const LoadedData& data) {
  std::uint32_t largest = *std::max_element(data.pool.labels.begin(), data.pool.labels.end());
  if (data.test) {
    largest =
        std::max(largest, *std::max_element(data.test->labels.begin(), data.test->labels.end()));
  }
  return largest;
}

void name_classes(LoadedData& data) {
  constexpr std::uint32_t max_classes = 1'000'000;
  const std::uint32_t largest = largest_label(data);
  if (largest >= max_classes)
    throw Fault(fmt::format("it has a label {}; labels count from 0", largest));
  if (data.class_names.empty()) {
    for (std::uint32_t label = 0; label <= largest; ++label) {
      data.class_names.push_back(std::to_string(label));
    }
  } else if (largest >= data.class_names.size()) {
    throw Fault(
        fmt::format("it has a label {} but only {} class names", largest, data.class_names.size()));
  }
}

void check(LoadedData& data) {
  check_examples(data.pool, "the pool", data);
  if (data.test) check_examples(*data.test, "the test set", data);
  if (!(data.scale > 0) || !std::isfinite(data.scale)) {
    throw Fault(fmt::format("its scale is {}, which is no number above 0", data.scale));
  }
  name_classes(data);
}

}  // namespace

LoadedData load_data(const BoundPlugin& dataset) {
  const std::string name = dataset.info.name;
  try {
    LoadedData data =
        call_plugin(dataset.info, "load()", [&] { return plugin_as<Dataset>(dataset).load(); });
    check(data);
    return data;
  } catch (const OptionError& error) {
    const SourceLocation place = option_location(dataset.choice, error.option());
    throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", place.text(), error.what()));
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: {}", dataset.choice.location.text(), error.what()));
  } catch (const Fault& fault) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the dataset {} cannot be used: {}.",
                            dataset.choice.location.text(), name, fault.what()));
  }
}

}  // namespace runner
