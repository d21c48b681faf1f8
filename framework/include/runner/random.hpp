// Random: NumPy's legacy generator, so that a run's draws can be checked in Python.
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <sstream>
#include <utility>
#include <vector>

namespace runner {

// A matrix such as arma::Mat<float>, with elements that a double rounds to.
template <typename Matrix>
concept FloatingMatrix = std::floating_point<typename Matrix::elem_type>;

// MT19937 (Matsumoto and Nishimura 1998) with the draws of np.random after np.random.seed(seed), to
// the last bit. A copy continues with the same draws.
// Thread safety: none.
class Random {
 public:
  // What np.random.get_state() returns after its first element.
  struct State {
    std::array<std::uint32_t, 624> key{};
    std::uint32_t position = 0;  // of the next word in key; 624: all were used
    bool has_gauss = false;      // a second normal number is kept
    double cached_gaussian = 0;  // that number

    bool operator==(const State&) const = default;
  };

  explicit Random(std::uint32_t seed) : engine_(seed) {}

  // np.random.rand(): uniform in [0, 1), 53 bits.
  double uniform() {
    const auto a = static_cast<std::uint32_t>(engine_()) >> 5;
    const auto b = static_cast<std::uint32_t>(engine_()) >> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }

  // np.random.randn(): standard normal by Marsaglia's polar method (1964). It gives two numbers, of
  // which one is kept for the next call.
  double normal() {
    if (kept_normal_) {
      const double kept = *kept_normal_;
      kept_normal_.reset();
      return kept;
    }
    double x1 = 0;
    double x2 = 0;
    double r2 = 0;
    do {
      x1 = 2.0 * uniform() - 1.0;
      x2 = 2.0 * uniform() - 1.0;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1.0 || r2 == 0.0);
    const double f = std::sqrt(-2.0 * std::log(r2) / r2);
    kept_normal_ = f * x1;
    return f * x2;
  }

  // Uniform integer in [0, max] (NumPy's random_interval): draws 32-bit outputs, masked to the
  // lowest bits that max needs, until one is at most max. Draws nothing if max is 0.
  std::uint32_t at_most(std::uint32_t max) {
    if (max == 0) return 0;
    std::uint32_t mask = max;
    for (unsigned shift = 1; shift < 32; shift *= 2) mask |= mask >> shift;
    std::uint32_t value = 0;
    do {
      value = static_cast<std::uint32_t>(engine_()) & mask;
    } while (value > max);
    return value;
  }

  // np.random.shuffle: Fisher-Yates from the last element down.
  void shuffle(std::vector<std::uint32_t>& items) {
    for (std::size_t i = items.size(); i-- > 1;) {
      std::swap(items[i], items[at_most(static_cast<std::uint32_t>(i))]);
    }
  }

  // np.random.permutation(n): 0, 1, ... n - 1 in random order.
  std::vector<std::uint32_t> permutation(std::uint32_t n) {
    std::vector<std::uint32_t> items(n);
    for (std::uint32_t i = 0; i < n; ++i) items[i] = i;
    shuffle(items);
    return items;
  }

  // Fills row by row, as NumPy does, with low + (high - low) * uniform(), rounded to the matrix's
  // type.
  template <FloatingMatrix Matrix>
  void fill_uniform(Matrix& matrix, double low, double high) {
    fill(matrix, [&] { return low + (high - low) * uniform(); });
  }

  // Fills row by row with deviation * normal(), rounded to the matrix's type.
  template <FloatingMatrix Matrix>
  void fill_normal(Matrix& matrix, double deviation) {
    fill(matrix, [&] { return deviation * normal(); });
  }

  State state() const {
    State state;
    std::stringstream text;  // libstdc++ writes the words as they lie, then the position
    text << engine_;
    for (auto& word : state.key) text >> word;
    text >> state.position;
    state.has_gauss = kept_normal_.has_value();
    state.cached_gaussian = kept_normal_.value_or(0.0);
    return state;
  }

  // Requires: state.position is at most 624.
  explicit Random(const State& state) {
    std::stringstream text;
    for (const auto word : state.key) text << word << ' ';
    text << state.position;
    text >> engine_;
    if (state.has_gauss) kept_normal_ = state.cached_gaussian;
  }

 private:
  template <typename Matrix, typename Draw>
  static void fill(Matrix& matrix, Draw draw) {
    using Size = decltype(matrix.n_rows + 0);
    for (Size row = 0; row < matrix.n_rows; ++row) {
      for (Size column = 0; column < matrix.n_cols; ++column) {
        matrix.at(row, column) = static_cast<typename Matrix::elem_type>(draw());
      }
    }
  }

  std::mt19937 engine_;
  std::optional<double> kept_normal_;
};

}  // namespace runner
