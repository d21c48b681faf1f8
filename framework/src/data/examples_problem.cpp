#include "data/examples_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace runner {
namespace {

bool all_finite(const Examples& examples) {
  return std::visit(
      [](const auto& values) {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        if constexpr (std::is_integral_v<Element>) return true;
        return std::all_of(values.begin(), values.end(),
                           [](Element value) { return std::isfinite(static_cast<double>(value)); });
      },
      examples.values);
}

}  // namespace

std::optional<std::string> examples_problem(const Examples& examples, std::string_view what,
                                            const InputShape& shape) {
  if (examples.count() == 0) return fmt::format("{} has no examples", what);
  if (examples.count() > std::numeric_limits<std::uint32_t>::max()) {
    return fmt::format("{} has more than 2^32 examples", what);
  }
  if (examples.labels.size() != examples.count()) {
    return fmt::format("{} has {} examples and {} labels", what, examples.count(),
                       examples.labels.size());
  }
  if (examples.inputs() != shape.inputs()) {
    return fmt::format("an example of {} has {} values, but its shape is {} x {} x {}", what,
                       examples.inputs(), shape.rows, shape.columns, shape.channels);
  }
  if (!all_finite(examples)) return fmt::format("{} has a value that is not finite", what);
  return std::nullopt;
}

}  // namespace runner
