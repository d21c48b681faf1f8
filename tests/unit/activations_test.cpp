// What every activation must do, including future ones.
#include <algorithm>
#include <cmath>
#include <limits>

#include "support/activation_calls.hpp"
#include "support/catch.hpp"

namespace runner::test::activations_test {
namespace {

// Values of both signs, away from kinks.
const std::vector<double> points = {-3.7, -1.3, -0.6, -0.1, 0.1, 0.6, 1.3, 3.7};

// Compares backward() with the difference quotient of forward() over 2 h.
template <typename Real>
void check_gradient(const Activation<Real>& activation, Real h, double tolerance) {
  const auto x = arma::conv_to<arma::Mat<Real>>::from(arma::rowvec(points));
  const arma::Mat<Real> dy = arma::linspace<arma::Row<Real>>(Real(-2), Real(3), x.n_elem);
  const arma::Mat<Real> dx = backward(activation, x, dy);
  const arma::Mat<Real> above = forward<Real>(activation, x + h);
  const arma::Mat<Real> below = forward<Real>(activation, x - h);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    CAPTURE(x(i));
    const double quotient = double(above(i) - below(i)) / (2 * double(h));
    CHECK(std::abs(double(dx(i)) - double(dy(i)) * quotient) < tolerance);
  }
}

template <typename Real>
void check_nan(const Activation<Real>& activation) {
  arma::Mat<Real> x(3, 3, arma::fill::ones);
  x(4) = std::numeric_limits<Real>::quiet_NaN();
  const arma::Mat<Real> y = forward(activation, x);
  for (arma::uword i = 0; i < 9; ++i) CHECK(std::isnan(y(i)) == (i == 4));
}

template <typename Real>
void check_extremes(const Activation<Real>& activation) {
  for (const double extreme : {-1e30, -1e3, -100.0, -0.0, 0.0, 100.0, 1e3, 1e30}) {
    CAPTURE(extreme);
    CHECK(std::isfinite(value(activation, Real(extreme))));
    CHECK(std::isfinite(derivative(activation, Real(extreme))));
  }
}

// In every shape an element must give the same result as alone.
template <typename Real>
void check_shapes(const Activation<Real>& activation) {
  const std::pair<arma::uword, arma::uword> shapes[] = {{0, 4}, {1, 37}, {37, 1}, {10, 7}, {64, 3}};
  for (const auto& [rows, columns] : shapes) {
    arma::Mat<Real> x(rows, columns);
    for (arma::uword i = 0; i < x.n_elem; ++i) x(i) = Real(0.37) * Real(i % 23) - Real(4.1);
    const arma::Mat<Real> y = forward(activation, x);
    const arma::Mat<Real> dx =
        backward(activation, x, arma::Mat<Real>(rows, columns, arma::fill::ones));
    for (arma::uword i = 0; i < x.n_elem; ++i) {
      CAPTURE(rows, columns, i);
      CHECK(y(i) == value(activation, x(i)));
      CHECK(dx(i) == derivative(activation, x(i)));
    }
  }
}

// Runs `check` on each activation in double and in float.
template <typename Check>
void for_each_activation(Check check) {
  for (const auto& [name, options] : activations_to_test()) {
    CAPTURE(name, options);
    check(*configured_plugin<Activation<double>>(name, options));
    check(*configured_plugin<Activation<float>>(name, options));
  }
}

TEST_CASE("All activations of the project are found", "[activation]") {
  const std::vector<std::string> names = plugins_of_kind("activation");
  for (const char* name : {"elu", "gelu", "hard_sigmoid", "identity", "leaky_relu", "mish", "relu",
                           "selu", "sigmoid", "softplus", "softsign", "swish", "tanh"}) {
    CAPTURE(name);
    CHECK(std::ranges::count(names, name) == 1);
  }
}

TEST_CASE("Every activation's derivative is that of its function", "[activation]") {
  for (const auto& [name, options] : activations_to_test()) {
    CAPTURE(name, options);
    check_gradient(*configured_plugin<Activation<double>>(name, options), 1e-6, 1e-8);
    check_gradient(*configured_plugin<Activation<float>>(name, options), 0x1p-6F, 1e-3);
  }
}

TEST_CASE("Every activation gives NaN for NaN and nowhere else", "[activation]") {
  for_each_activation([](const auto& activation) { check_nan(activation); });
}

TEST_CASE("Every activation is finite for extreme inputs", "[activation]") {
  for_each_activation([](const auto& activation) { check_extremes(activation); });
}

TEST_CASE("Every activation gives an element the same result in any shape", "[activation]") {
  for_each_activation([](const auto& activation) { check_shapes(activation); });
}

}  // namespace
}  // namespace runner::test::activations_test
