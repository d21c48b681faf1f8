// Random: NumPy's legacy generator, so that a run's draws can be checked in Python.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include <runner/armadillo.hpp>

namespace runner {

// MT19937 (Matsumoto and Nishimura 1998) with the draws of np.random after np.random.seed(seed), to
// the last bit. A copy continues with the same draws. Thread safety: none.
class Random {
 public:
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

  // Fills row by row, as NumPy does, with low + (high - low) * uniform(), rounded to Real.
  template <typename Real>
  void fill_uniform(arma::Mat<Real>& matrix, double low, double high) {
    fill(matrix, [&] { return low + (high - low) * uniform(); });
  }

  // Fills row by row with deviation * normal(), rounded to Real.
  template <typename Real>
  void fill_normal(arma::Mat<Real>& matrix, double deviation) {
    fill(matrix, [&] { return deviation * normal(); });
  }

 private:
  template <typename Real, typename Draw>
  static void fill(arma::Mat<Real>& matrix, Draw draw) {
    for (arma::uword row = 0; row < matrix.n_rows; ++row) {
      for (arma::uword col = 0; col < matrix.n_cols; ++col) {
        matrix.at(row, col) = static_cast<Real>(draw());
      }
    }
  }

  std::mt19937 engine_;
  std::optional<double> kept_normal_;
};

}  // namespace runner
