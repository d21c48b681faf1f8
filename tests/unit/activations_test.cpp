#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"

using runner::Activation;
using runner::test::load_plugin;
using runner::test::plugins_of_kind;
using runner::test::TestOptions;

namespace {

// What activations are tested at: both signs, and none of them at a kink.
const std::vector<double> points = {-3.7, -1.3, -0.6, -0.1, 0.1, 0.6, 1.3, 3.7};

// A matrix as the network hands it over: over the memory of others, of a size that stays. What lies
// before and after must not change.
template <typename Real>
class Output {
 public:
  Output(arma::uword rows, arma::uword columns)
      : memory_(rows * columns + 2, untouched),
        view(memory_.data() + 1, rows, columns, false, true) {
    view.fill(std::numeric_limits<Real>::quiet_NaN());
  }

  bool neighbours_untouched() const {
    return memory_.front() == untouched && memory_.back() == untouched;
  }

 private:
  static constexpr Real untouched = 12345;
  std::vector<Real> memory_;

 public:
  arma::Mat<Real> view;
};

template <typename Real>
arma::Mat<Real> forward(const Activation<Real>& activation, const arma::Mat<Real>& x) {
  Output<Real> y(x.n_rows, x.n_cols);
  activation.forward(x, y.view);
  REQUIRE(y.neighbours_untouched());
  return y.view;
}

template <typename Real>
arma::Mat<Real> backward(const Activation<Real>& activation, const arma::Mat<Real>& x,
                         const arma::Mat<Real>& dy) {
  Output<Real> dx(x.n_rows, x.n_cols);
  activation.backward(x, forward(activation, x), dy, dx.view);
  REQUIRE(dx.neighbours_untouched());
  return dx.view;
}

// g(x) and g'(x) of one number.
template <typename Real>
Real value(const Activation<Real>& activation, Real x) {
  return forward(activation, arma::Mat<Real>(1, 1, arma::fill::value(x)))(0);
}

template <typename Real>
Real derivative(const Activation<Real>& activation, Real x) {
  return backward(activation, arma::Mat<Real>(1, 1, arma::fill::value(x)),
                  arma::Mat<Real>(1, 1, arma::fill::value(Real(1))))(0);
}

// Compares backward() with the difference quotient of forward() over 2 h.
template <typename Real>
void check_gradient(const std::string& name, Real h, double tolerance) {
  const auto activation = load_plugin<Activation<Real>>(name);
  const auto x = arma::conv_to<arma::Mat<Real>>::from(arma::rowvec(points));
  const arma::Mat<Real> dy = arma::linspace<arma::Row<Real>>(Real(-2), Real(3), x.n_elem);
  const arma::Mat<Real> dx = backward(*activation, x, dy);
  const arma::Mat<Real> above = forward<Real>(*activation, x + h);
  const arma::Mat<Real> below = forward<Real>(*activation, x - h);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    CAPTURE(name, x(i));
    const double quotient = double(above(i) - below(i)) / (2 * double(h));
    CHECK(std::abs(double(dx(i)) - double(dy(i)) * quotient) < tolerance);
  }
}

template <typename Real>
void check_nan(const std::string& name) {
  CAPTURE(name);
  const auto activation = load_plugin<Activation<Real>>(name);
  arma::Mat<Real> x(3, 3, arma::fill::ones);
  x(4) = std::numeric_limits<Real>::quiet_NaN();
  const arma::Mat<Real> y = forward(*activation, x);
  for (arma::uword i = 0; i < 9; ++i) CHECK(std::isnan(y(i)) == (i == 4));
}

template <typename Real>
void check_extremes(const std::string& name) {
  const auto activation = load_plugin<Activation<Real>>(name);
  for (const double extreme : {-1e30, -1e3, -100.0, -0.0, 0.0, 100.0, 1e3, 1e30}) {
    CAPTURE(name, extreme);
    CHECK(std::isfinite(value(*activation, Real(extreme))));
    CHECK(std::isfinite(derivative(*activation, Real(extreme))));
  }
}

// Every shape must give each element what the element alone gives.
template <typename Real>
void check_shapes(const std::string& name) {
  const auto activation = load_plugin<Activation<Real>>(name);
  const std::pair<arma::uword, arma::uword> shapes[] = {{0, 4}, {1, 37}, {37, 1}, {10, 7}, {64, 3}};
  for (const auto& [rows, columns] : shapes) {
    arma::Mat<Real> x(rows, columns);
    for (arma::uword i = 0; i < x.n_elem; ++i) x(i) = Real(0.37) * Real(i % 23) - Real(4.1);
    const arma::Mat<Real> y = forward(*activation, x);
    const arma::Mat<Real> dx =
        backward(*activation, x, arma::Mat<Real>(rows, columns, arma::fill::ones));
    for (arma::uword i = 0; i < x.n_elem; ++i) {
      CAPTURE(name, rows, columns, i);
      CHECK(y(i) == value(*activation, x(i)));
      CHECK(dx(i) == derivative(*activation, x(i)));
    }
  }
}

// Compares value and derivative with formulas at all points.
template <typename Value, typename Derivative>
void check_formula(const std::string& name, const TestOptions& options, Value g, Derivative dg) {
  const auto activation = load_plugin<Activation<double>>(name, options);
  const auto single = load_plugin<Activation<float>>(name, options);
  for (const double x : points) {
    CAPTURE(x);
    CHECK(std::abs(value(*activation, x) - g(x)) < 1e-15);
    CHECK(std::abs(derivative(*activation, x) - dg(x)) < 1e-15);
    CHECK(std::abs(value(*single, float(x)) - g(x)) < 1e-6);
    CHECK(std::abs(derivative(*single, float(x)) - dg(x)) < 1e-6);
  }
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

TEST_CASE("All activations of the project are found", "[activation]") {
  const std::vector<std::string> names = plugins_of_kind("activation");
  for (const char* name : {"identity", "leaky_relu", "relu", "sigmoid", "tanh"}) {
    CAPTURE(name);
    CHECK(std::ranges::count(names, name) == 1);
  }
}

TEST_CASE("Every activation's derivative is that of its function", "[activation]") {
  for (const std::string& name : plugins_of_kind("activation")) {
    check_gradient<double>(name, 1e-6, 1e-8);
    check_gradient<float>(name, 0x1p-6F, 1e-3);
  }
}

TEST_CASE("Every activation keeps NaN and spreads it to no other element", "[activation]") {
  for (const std::string& name : plugins_of_kind("activation")) {
    check_nan<double>(name);
    check_nan<float>(name);
  }
}

TEST_CASE("Every activation is finite for extreme inputs", "[activation]") {
  for (const std::string& name : plugins_of_kind("activation")) {
    check_extremes<double>(name);
    check_extremes<float>(name);
  }
}

TEST_CASE("Every activation treats an element alike in any shape", "[activation]") {
  for (const std::string& name : plugins_of_kind("activation")) {
    check_shapes<double>(name);
    check_shapes<float>(name);
  }
}

TEST_CASE("relu is max(x, 0)", "[activation]") {
  check_formula(
      "relu", {}, [](double x) { return x > 0 ? x : 0; },
      [](double x) { return x > 0 ? 1.0 : 0.0; });
}

TEST_CASE("relu's derivative at 0 is 0", "[activation]") {
  CHECK(derivative(*load_plugin<Activation<double>>("relu"), 0.0) == 0.0);
}

TEST_CASE("leaky_relu has slope 0.01 below zero", "[activation]") {
  check_formula(
      "leaky_relu", {}, [](double x) { return x > 0 ? x : 0.01 * x; },
      [](double x) { return x > 0 ? 1 : 0.01; });
}

TEST_CASE("leaky_relu's slope can be set", "[activation]") {
  check_formula(
      "leaky_relu", {{"slope", 0.25}}, [](double x) { return x > 0 ? x : 0.25 * x; },
      [](double x) { return x > 0 ? 1 : 0.25; });
}

TEST_CASE("leaky_relu's slope is at least 0 and below 1", "[activation]") {
  CHECK_NOTHROW(load_plugin<Activation<double>>("leaky_relu", {{"slope", 0.0}}));
  CHECK_THROWS(load_plugin<Activation<double>>("leaky_relu", {{"slope", -0.1}}));
  CHECK_THROWS(load_plugin<Activation<double>>("leaky_relu", {{"slope", 1.0}}));
}

TEST_CASE("sigmoid is the logistic function", "[activation]") {
  check_formula("sigmoid", {}, logistic, [](double x) { return logistic(x) * (1 - logistic(x)); });
}

TEST_CASE("sigmoid's limits are 0 and 1", "[activation]") {
  const auto sigmoid = load_plugin<Activation<float>>("sigmoid");
  CHECK(value(*sigmoid, -1e3F) == 0.0F);
  CHECK(value(*sigmoid, 0.0F) == 0.5F);
  CHECK(value(*sigmoid, 1e3F) == 1.0F);
}

TEST_CASE("sigmoid is exact to the last digits far below zero", "[activation]") {
  const auto sigmoid = load_plugin<Activation<double>>("sigmoid");
  CHECK(std::abs(value(*sigmoid, -50.0) / std::exp(-50.0) - 1) < 1e-15);
}

TEST_CASE("tanh is the hyperbolic tangent", "[activation]") {
  check_formula(
      "tanh", {}, [](double x) { return std::tanh(x); },
      [](double x) { return 1 - std::tanh(x) * std::tanh(x); });
}

TEST_CASE("identity is x", "[activation]") {
  check_formula(
      "identity", {}, [](double x) { return x; }, [](double) { return 1.0; });
}
