// Products over a tile of examples, compiled for several instruction sets; the best that the
// processor has is chosen when the program runs.
//
// Examples lie along the vectors' lanes: what has one number an example is a line of `width`
// numbers, and a matrix with a line for each unit, class or input is an array of lines. The same
// two products serve both layers. There is no Armadillo here, which keeps builds short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace runner {

// Widths are multiples of this, the most numbers that a vector holds.
inline constexpr std::size_t width_step = 16;

// Lines that enter a product: the active inputs of a tile, as bytes or Real, or a layer's units.
template <typename Stored>
struct Lines {
  const Stored* values = nullptr;          // `count` lines
  const std::uint32_t* indices = nullptr;  // each line's column of the weights
  std::size_t count = 0;
  std::size_t width = 0;
};

// Z_u = b_u + sum over the lines x_k of W(u, indices[k]) x_k, for `units` lines of Z. W has `units`
// rows and is stored column by column. Stored is std::uint8_t or Real.
template <typename Stored, typename Real>
void forward_product(const Lines<Stored>& x, const Real* W, const Real* b, std::size_t units,
                     Real* Z);

// dW(u, indices[k]) += the sum over examples of dZ_u x_k, for `units` lines dZ.
template <typename Stored, typename Real>
void backward_product(const Lines<Stored>& x, const Real* dZ, std::size_t units, Real* dW);

// The instruction set in use, as Highway names it: "AVX2", "AVX3" for AVX-512, "SSE4", ...
std::string_view kernel_target();

}  // namespace runner
