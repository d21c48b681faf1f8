// ScaledDraw: the draws that glorot, he and lecun share.
#pragma once

#include <cmath>
#include <string>
#include <utility>

#include <runner/plugin.hpp>

namespace runner {

// Draws weights of mean 0 and variance gain / fan: uniform in [-a, a) with a = sqrt(3 gain / fan),
// or normal. Normals are not truncated, as in PyTorch; Keras truncates them at two deviations.
class ScaledDraw {
 public:
  // `distribution`: the default of the option of that name, "uniform" or "normal".
  explicit ScaledDraw(std::string distribution) : distribution_(std::move(distribution)) {}

  void declare(Options& o) {
    o.choice("distribution", distribution_, {"uniform", "normal"},
             {.doc = "Distribution of the weights; both have the same variance"});
  }

  template <typename Real>
  void fill(arma::Mat<Real>& W, double gain, arma::uword fan, Random& random) const {
    const double n = static_cast<double>(fan);
    if (distribution_ == "uniform") {
      const double bound = std::sqrt(3 * gain / n);
      random.fill_uniform(W, -bound, bound);
    } else {
      random.fill_normal(W, std::sqrt(gain / n));
    }
  }

 private:
  std::string distribution_;
};

}  // namespace runner
