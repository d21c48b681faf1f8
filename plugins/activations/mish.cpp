#include <cmath>

#include <runner/plugin.hpp>

namespace {

// Mish: g(x) = x t with t = tanh(log(1 + exp(x)));  g'(x) = t + x (1 - t^2) sigmoid(x).
// Misra 2020.
//
// One exponential is enough: with e = exp(-|x|), which cannot overflow, t = n / d and
//     n = 1 + 2e,     d = n + 2e^2,  (1 - t^2) sigmoid(x) = 4e^2 (1 + e) / d^2   for x >= 0,
//     n = e (e + 2),  d = n + 2,     (1 - t^2) sigmoid(x) = 4e (1 + e) / d^2     for x < 0.
template <typename Real>
class Mish final : public runner::Activation<Real> {
 public:
  using Mat = arma::Mat<Real>;

  void forward(const Mat& x, Mat& y) const override {
    runner::map(x, y, [](Real v) { return v * Gate(v).t; });
  }

  void backward(const Mat& x, const Mat&, const Mat& dy, Mat& dx) const override {
    runner::map(x, dy, dx, [](Real v, Real upper) {
      const Gate gate(v);
      return upper * (gate.t + v * gate.t_derivative());
    });
  }

 private:
  struct Gate {
    explicit Gate(Real x)
        : below(x < 0),
          e(runner::exp(-std::abs(x))),
          n(runner::select(below, e * (e + 2), 1 + 2 * e)),
          d(n + runner::select(below, Real(2), 2 * e * e)),
          t(n / d) {}

    Real t_derivative() const { return 4 * runner::select(below, e, e * e) * (1 + e) / (d * d); }

    bool below;
    Real e;
    Real n;
    Real d;
    Real t;
  };
};

}  // namespace

RUNNER_ACTIVATION(Mish, "mish", "Self-gated activation, smooth and not monotonic",
                  .formula = "x tanh(log(1 + exp(x)))", .citation = "arXiv:1908.08681")
