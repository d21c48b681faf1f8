#include <runner/plugin.hpp>

namespace {

// W = 0, and biases are zero. Hidden units that start the same stay the same, which shows how much
// a network depends on its random start. With an activation that is 0 at 0, only b2 ever changes.
template <typename Real>
class Zeros final : public runner::Initializer<Real> {
 public:
  void weights(arma::Mat<Real>& W, arma::uword, arma::uword, runner::Random&) override {
    W.zeros();
  }
};

}  // namespace

RUNNER_INITIALIZER(Zeros, "zeros",
                   "Weights and biases zero, so that all hidden units stay the same",
                   .formula = "W = 0")
