#include "data/examples_problem.hpp"

#include <limits>
#include <type_traits>

#include <fmt/format.h>

#include "base/all_finite.hpp"

namespace runner {
namespace {

bool has_finite_values(const Examples& examples) {
  return std::visit(
      [](const auto& values) {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        if constexpr (std::is_integral_v<Element>)
          return true;
        else
          return all_finite(values);
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
  if (!has_finite_values(examples)) return fmt::format("{} has a value that is not finite", what);
  return std::nullopt;
}

}  // namespace runner
