#include <runner/plugin.hpp>

namespace {

// W = 0, and biases are zero. Hidden units that start alike stay alike, so that this shows how much
// a network owes to its random start. With an activation that is 0 at 0, only b2 ever changes.
template <typename Real>
class Zeros final : public runner::Initializer<Real> {
 public:
  void weights(arma::Mat<Real>& W, arma::uword, arma::uword, runner::Random&) override {
    W.zeros();
  }
};

}  // namespace

RUNNER_INITIALIZER(Zeros, "zeros", "Weights and biases zero, which keeps hidden units alike",
                   .formula = "W = 0")
