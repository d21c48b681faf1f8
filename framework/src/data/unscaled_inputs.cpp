#include "data/unscaled_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/text_width.hpp"
#include "data/split.hpp"

namespace runner {
namespace {

constexpr double max_root_mean_square = 10;

// Of each input x = value / scale. Empty if no byte can be too large.
std::vector<double> root_mean_squares(const ExampleSet& train, double scale) {
  return std::visit(
      [&](const auto& values) -> std::vector<double> {
        using Element = typename std::decay_t<decltype(values)>::elem_type;
        if (std::is_same_v<Element, std::uint8_t> && 255 / scale <= max_root_mean_square) return {};
        std::vector<double> sums(values.n_rows, 0.0);
        for (const auto row : train.rows) {
          const Element* example = values.colptr(row);
          for (std::size_t i = 0; i < sums.size(); ++i) {
            const double x = static_cast<double>(example[i]) / scale;
            sums[i] += x * x;
          }
        }
        for (double& sum : sums) sum = std::sqrt(sum / static_cast<double>(train.count()));
        return sums;
      },
      train.source->values);
}

}  // namespace

std::string unscaled_inputs_warning(const ExampleSet& train, double scale,
                                    const std::vector<std::string>& input_names) {
  const auto sizes = root_mean_squares(train, scale);
  const auto far = std::count_if(sizes.begin(), sizes.end(),
                                 [](double size) { return size > max_root_mean_square; });
  if (far == 0) return {};
  const auto largest = std::max_element(sizes.begin(), sizes.end());
  const auto input = static_cast<std::size_t>(largest - sizes.begin());
  const std::string name =
      input < input_names.size() ? fmt::format(" ('{}')", printable(input_names[input])) : "";
  return fmt::format(
      "{} of the {} inputs {} far outside [-1, 1]: the values of input {}{} are about {:.3g} in "
      "size. Networks seldom learn from such inputs; set `standardize: true`, or scale the data.",
      far, sizes.size(), far == 1 ? "is" : "are", input + 1, name, *largest);
}

}  // namespace runner
