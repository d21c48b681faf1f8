// AdamMoments: what Adam and its variants share.
#pragma once

#include <runner/plugin.hpp>

namespace runner {

// Running means of the gradient and of its square, which start at zero:
//
//     m := beta1 m + (1 - beta1) dtheta
//     v := beta2 v + (1 - beta2) dtheta^2
//
// After t updates the weights of the means sum to 1 - beta1^t and 1 - beta2^t. The optimizers
// divide by these sums (bias correction, Kingma and Ba 2015).
template <typename Real>
struct AdamMoments {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  arma::Col<Real> mean;    // m
  arma::Col<Real> square;  // v

  void declare(Options& o) {
    o.real("beta1", beta1,
           {.at_least = 0.0, .below = 1.0, .doc = "Decay rate of the mean of gradients"});
    o.real("beta2", beta2,
           {.at_least = 0.0, .below = 1.0, .doc = "Decay rate of the mean of squared gradients"});
    o.real("epsilon", epsilon, {.above = 0.0, .doc = "Keeps the divisor above zero"});
  }

  void declare(OptimizerState<Real>& state) {
    state.vector("mean", mean);
    state.vector("square", square);
  }

  void update(const arma::Col<Real>& gradient) {
    mean = Real(beta1) * mean + Real(1 - beta1) * gradient;
    square = Real(beta2) * square + Real(1 - beta2) * arma::square(gradient);
  }
};

}  // namespace runner
