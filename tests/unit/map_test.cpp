#include <cstring>
#include <limits>

#include "plugin_checks/guarded_matrix.hpp"
#include "support/catch.hpp"

#include <runner/elementwise.hpp>
#include <runner/map.hpp>

namespace runner::test::map_test {
namespace {

// Numbers of all magnitudes, including those with subnormal, zero and infinite exp.
template <typename Real>
arma::Mat<Real> points(arma::uword rows, arma::uword columns) {
  arma::Mat<Real> x(rows, columns);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    const double far = i % 3 == 0 ? 800.0 : 5.0;
    x[i] = static_cast<Real>(far * std::sin(double(i) + 0.5));
  }
  return x;
}

TEST_CASE("map applies the function to each element", "[map]") {
  const arma::mat x = {{1, 2, 3}, {4, 5, 6}};
  arma::mat y(2, 3);
  runner::map(x, y, [](double v) { return 10 * v; });
  CHECK(arma::approx_equal(y, arma::mat{{10, 20, 30}, {40, 50, 60}}, "absdiff", 0));
}

TEST_CASE("map passes the elements of several matrices in their order", "[map]") {
  const arma::mat a = {{1, 2}};
  const arma::mat b = {{30, 40}};
  const arma::mat c = {{500, 600}};
  arma::mat y(1, 2);
  runner::map(a, b, y, [](double u, double v) { return v - u; });
  CHECK(arma::approx_equal(y, arma::mat{{29, 38}}, "absdiff", 0));
  runner::map(a, b, c, y, [](double u, double v, double w) { return w - v * u; });
  CHECK(arma::approx_equal(y, arma::mat{{470, 520}}, "absdiff", 0));
}

TEST_CASE("map accepts a matrix without elements", "[map]") {
  const arma::mat x(0, 4);
  arma::mat y(0, 4);
  runner::map(x, y, [](double v) { return v; });
  CHECK(y.n_elem == 0);
}

TEMPLATE_TEST_CASE("map writes all elements and no others, for any number of them", "[map]", float,
                   double) {
  using Real = TestType;
  for (arma::uword count = 1; count <= 70; ++count) {
    const arma::Mat<Real> x(1, count, arma::fill::value(Real(3)));
    GuardedMatrix<Real> y(1, count, count % 4);
    runner::map(x, y.view, [](Real v) { return v + 4; });
    CHECK_NOTHROW(y.check("map()"));
    CHECK(arma::all(arma::vectorise(y.view) == 7));
  }
}

TEMPLATE_TEST_CASE("map gives an element the same bits in any place", "[map]", float, double) {
  using Real = TestType;
  const auto f = [](Real v) { return runner::exp(v) - runner::tanh(v) * runner::expm1(-v); };
  const arma::Mat<Real> x = points<Real>(1, 200);
  arma::Mat<Real> whole(1, 200);
  runner::map(x, whole, f);
  for (arma::uword first = 0; first < 20; ++first) {
    for (const arma::uword count : {1, 7, 16, 33, 160}) {
      const arma::Mat<Real> part = x.cols(first, first + count - 1);
      GuardedMatrix<Real> y(1, count, first % 5);
      runner::map(part, y.view, f);
      CHECK(same_bits(y.view, arma::Mat<Real>(whole.cols(first, first + count - 1))));
    }
  }
}

// Without AVX2 both are the plain loop.
TEMPLATE_TEST_CASE("map gives the same bits with baseline vectors", "[map]", float, double) {
  using Real = TestType;
  const auto f = [](Real v) { return runner::exp(v) - runner::tanh(v) * runner::expm1(-v); };
  const arma::Mat<Real> x = points<Real>(64, 150);
  arma::Mat<Real> wide(64, 150);
  arma::Mat<Real> plain(64, 150);
  runner::map(x, wide, f);
  detail::map_plain(f, x.n_elem, plain.memptr(), x.memptr());
  CHECK(same_bits(wide, plain));
}

// Compares with calls for single numbers, outside of any loop.
TEMPLATE_TEST_CASE("map's exp and tanh are those of one number", "[map]", float, double) {
  using Real = TestType;
  const arma::Mat<Real> x = points<Real>(64, 10);
  arma::Mat<Real> y(64, 10);
  runner::map(x, y, [](Real v) { return runner::exp(v); });
  for (arma::uword i = 0; i < x.n_elem; ++i) CHECK(same_number(y[i], runner::exp(Real(x[i]))));
  runner::map(x, y, [](Real v) { return runner::tanh(v); });
  for (arma::uword i = 0; i < x.n_elem; ++i) CHECK(same_number(y[i], runner::tanh(Real(x[i]))));
}

TEST_CASE("map accepts functions that make calls", "[map]") {
  arma::mat x = points<double>(5, 9);
  arma::mat y(5, 9);
  runner::map(x, y, [](double v) { return std::erf(v); });
  for (arma::uword i = 0; i < x.n_elem; ++i) CHECK(y[i] == std::erf(x[i]));
}

}  // namespace
}  // namespace runner::test::map_test
