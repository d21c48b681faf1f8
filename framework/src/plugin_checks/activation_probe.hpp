#pragma once

#include <memory>

#include "plugin_checks/guarded_matrix.hpp"
#include "plugin_checks/subject.hpp"

namespace runner {

// Calls the activation as the network does. Each call throws CheckFailure if the plugin writes out
// of its result or to an input, or changes the floating-point environment.
template <typename Real>
class ActivationProbe {
 public:
  using Mat = arma::Mat<Real>;

  explicit ActivationProbe(const Subject& subject)
      : info_(subject.info), activation_(make_configured<Activation<Real>>(subject)) {}

  // `offset` is GuardedMatrix's.
  Mat forward(const Mat& x, arma::uword offset = 0) const {
    GuardedMatrix<Real> y(x.n_rows, x.n_cols, offset);
    const Unchanged input(x, "x");
    checked_call(info_, "forward()", [&] { activation_->forward(x, y.view); });
    input.check("forward()");
    y.check("forward()");
    return y.view;
  }

  Mat backward(const Mat& x, const Mat& dy, arma::uword offset = 0) const {
    GuardedMatrix<Real> dx(x.n_rows, x.n_cols, offset);
    const Mat y = forward(x);
    const Unchanged input(x, "x");
    const Unchanged output(y, "y");
    const Unchanged upper(dy, "dy");
    checked_call(info_, "backward()", [&] { activation_->backward(x, y, dy, dx.view); });
    input.check("backward()");
    output.check("backward()");
    upper.check("backward()");
    dx.check("backward()");
    return dx.view;
  }

 private:
  const PluginInfo& info_;
  std::unique_ptr<Activation<Real>> activation_;
};

// Values spread evenly from -6 to 6, exact in float, and not round numbers, where kinks would be.
template <typename Real>
arma::Mat<Real> points(arma::uword rows, arma::uword columns) {
  arma::Mat<Real> x(rows, columns);
  const double count = static_cast<double>(x.n_elem);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    const double share = (static_cast<double>((i * 7) % x.n_elem) + 0.37) / count;
    x[i] = static_cast<Real>(static_cast<float>(12 * share - 6));
  }
  return x;
}

// The gradient of the loss with respect to y, of both signs.
template <typename Real>
arma::Mat<Real> upper_gradient(const arma::Mat<Real>& x) {
  arma::Mat<Real> dy(arma::size(x));
  for (arma::uword i = 0; i < dy.n_elem; ++i) dy[i] = static_cast<Real>(i % 5) - Real(1.75);
  return dy;
}

}  // namespace runner
