#include "kernels/encode_nonzeros.hpp"

#include <algorithm>

namespace runner {
namespace {

// Whether any of the inputs from `first` on is not zero in the group. There is no way out in the
// middle, so that the compiler makes vectors of it.
template <typename Element, std::size_t Group>
bool any_nonzero(std::span<const Element* const, Group> group, std::size_t first,
                 std::size_t count) {
  bool any = false;
  for (const Element* example : group) {
    for (std::size_t i = 0; i < count; ++i) any |= example[first + i] != 0;
  }
  return any;
}

// Every input is written, and left there when it is active: which are cannot be foreseen, and a
// wrongly foreseen branch takes longer than this.
template <typename Element, typename Stored, std::size_t Group>
std::size_t encode_block(std::span<const Element* const, Group> group, std::size_t inputs,
                         std::uint8_t* column_deltas, Stored* values) {
  constexpr std::size_t longest_skip = 255;
  constexpr std::size_t step = 16;
  std::size_t length = 0;
  std::size_t last = 0;
  for (std::size_t first = 0; first < inputs; first += step) {
    const std::size_t count = std::min(step, inputs - first);
    if (!any_nonzero(group, first, count)) continue;
    // By way of inputs of zeros, not beyond `first`, until all of these can be reached.
    while (first + count - 1 - last > longest_skip) {
      const std::size_t skip = std::min(longest_skip, first - last);
      column_deltas[length] = static_cast<std::uint8_t>(skip);
      std::fill_n(values + length * group.size(), group.size(), Stored(0));
      last += skip;
      ++length;
    }
    for (std::size_t input = first; input < first + count; ++input) {
      bool active = false;
      for (std::size_t e = 0; e < group.size(); ++e) {
        const Element value = group[e][input];
        values[length * group.size() + e] = static_cast<Stored>(value);
        active |= value != 0;
      }
      column_deltas[length] = static_cast<std::uint8_t>(input - last);
      length += std::size_t{active};
      last = active ? input : last;
    }
  }
  return length;
}

}  // namespace

template <typename Element, typename Stored>
std::size_t encode_nonzeros(std::span<const Element* const> group, std::size_t inputs,
                            std::uint8_t* column_deltas, Stored* values) {
  return group.size() == 1 ? encode_block(group.template first<1>(), inputs, column_deltas, values)
                           : encode_block(group.template first<4>(), inputs, column_deltas, values);
}

#define RUNNER_ENCODE_NONZEROS(Element, Stored)                                      \
  template std::size_t encode_nonzeros(std::span<const Element* const>, std::size_t, \
                                       std::uint8_t*, Stored*);
RUNNER_ENCODE_NONZEROS(std::uint8_t, std::uint8_t)
RUNNER_ENCODE_NONZEROS(float, float)
RUNNER_ENCODE_NONZEROS(float, double)
RUNNER_ENCODE_NONZEROS(double, float)
RUNNER_ENCODE_NONZEROS(double, double)
#undef RUNNER_ENCODE_NONZEROS

}  // namespace runner
