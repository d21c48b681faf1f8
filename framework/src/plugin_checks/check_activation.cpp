#include <cmath>
#include <thread>

#include "plugin_checks/activation_probe.hpp"
#include "plugin_checks/check_kinds.hpp"

namespace runner {
namespace {

// Compares with central differences, except at kinks, where the one-sided differences disagree.
void check_gradient(const Subject& subject) {
  const ActivationProbe<double> probe(subject);
  const arma::mat far = {-401.3, -53.1, -21.7, -11.9, -7.3, 7.3, 11.9, 21.7, 53.1, 401.3};
  const arma::mat x = arma::join_rows(points<double>(1, 241), far);
  const double h = 0x1p-17;
  const arma::mat dy = upper_gradient(x);
  const arma::mat dx = probe.backward(x, dy);
  const arma::mat y = probe.forward(x);
  const arma::mat right = (probe.forward(x + h) - y) / h;
  const arma::mat left = (y - probe.forward(x - h)) / h;
  arma::uword kinks = 0;
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    const double slope = (left[i] + right[i]) / 2;
    const double size = 1 + std::abs(slope);
    if (!(std::abs(right[i] - left[i]) < 1e-3 * size)) {
      ++kinks;
    } else if (!(std::abs(dx[i] - dy[i] * slope) < 1e-6 * size)) {
      throw CheckFailure(
          fmt::format("at x = {} with dy = {} backward() gives {}, but forward()'s slope by finite "
                      "differences is {}, which gives {}.",
                      x[i], dy[i], dx[i], slope, dy[i] * slope));
    }
  }
  if (kinks > x.n_elem / 10) {
    throw CheckFailure(
        fmt::format("forward() has a jump or a kink at {} of {} points, so it has no gradient.",
                    kinks, x.n_elem));
  }
}

void compare_precisions(const arma::mat& x, const arma::mat& wide, const arma::fmat& narrow,
                        std::string_view function) {
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    const double difference = std::abs(wide[i] - static_cast<double>(narrow[i]));
    if (difference < 1e-4 * std::max(1.0, std::abs(wide[i]))) continue;
    throw CheckFailure(fmt::format("at x = {} {} gives {} in double and {} in float.", x[i],
                                   function, wide[i], narrow[i]));
  }
}

void check_activation_precisions(const Subject& subject) {
  const ActivationProbe<double> wide(subject);
  const ActivationProbe<float> narrow(subject);
  const arma::mat x = points<double>(1, 241);
  const arma::fmat single = points<float>(1, 241);
  compare_precisions(x, wide.forward(x), narrow.forward(single), "forward()");
  compare_precisions(x, wide.backward(x, upper_gradient(x)),
                     narrow.backward(single, upper_gradient(single)), "backward()");
}

template <typename Real>
void check_finite(const Subject& subject) {
  const ActivationProbe<Real> probe(subject);
  const arma::Mat<Real> x = {Real(-1e3), Real(-100), Real(-0.0), Real(0), Real(100), Real(1e3)};
  const arma::Mat<Real> y = probe.forward(x);
  const arma::Mat<Real> dx = probe.backward(x, arma::Mat<Real>(arma::size(x), arma::fill::ones));
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    if (std::isfinite(y[i]) && std::isfinite(dx[i])) continue;
    throw CheckFailure(fmt::format("at x = {} forward() gives {} and backward() {} in {}.", x[i],
                                   y[i], dx[i], precision_name<Real>));
  }
}

template <typename Real>
void check_nan(const Subject& subject) {
  const ActivationProbe<Real> probe(subject);
  arma::Mat<Real> x(3, 3, arma::fill::ones);
  x[4] = std::numeric_limits<Real>::quiet_NaN();
  const arma::Mat<Real> y = probe.forward(x);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    if (std::isnan(y[i]) == std::isnan(x[i])) continue;
    throw CheckFailure(
        fmt::format("forward() gives {} for {}; a NaN must give NaN, and only there, or a diverged "
                    "run goes unnoticed.",
                    y[i], x[i]));
  }
}

template <typename Real>
void expect_same(const arma::Mat<Real>& expected, const arma::Mat<Real>& found,
                 std::string_view how) {
  if (same_bits(expected, found)) return;
  throw CheckFailure(fmt::format(
      "values differ if the matrix is {}, in {}; the result for an element may depend on "
      "that element alone.",
      how, precision_name<Real>));
}

// The whole matrix must give the same as its transpose, its parts, and a larger matrix around it.
template <typename Real, typename Function>
void check_layouts(const arma::Mat<Real>& x, Function function) {
  using Mat = arma::Mat<Real>;
  const Mat expected = function(x, arma::uword{0});
  expect_same<Real>(expected, function(Mat(x.t()), 0).t(), "transposed");
  expect_same<Real>(expected, function(x, 1), "at another address");
  Mat parts(arma::size(x));
  for (arma::uword begin = 0, width = 1; begin < x.n_cols; begin += width, ++width) {
    const arma::uword end = std::min(begin + width, x.n_cols) - 1;
    parts.cols(begin, end) = function(Mat(x.cols(begin, end)), 0);
  }
  expect_same<Real>(expected, parts, "split");
  Mat padded(x.n_rows + 3, x.n_cols + 5);
  padded.fill(std::numeric_limits<Real>::quiet_NaN());
  padded.submat(0, 0, arma::size(x)) = x;
  expect_same<Real>(expected, Mat(function(padded, 0).submat(0, 0, arma::size(x))), "padded");
}

template <typename Real>
void check_elementwise(const Subject& subject) {
  const ActivationProbe<Real> probe(subject);
  const arma::Mat<Real> x = points<Real>(7, 37);
  check_layouts(x, [&](const auto& in, arma::uword offset) { return probe.forward(in, offset); });
  check_layouts(x, [&](const auto& in, arma::uword offset) {
    return probe.backward(in, arma::Mat<Real>(arma::size(in), arma::fill::value(Real(0.75))),
                          offset);
  });
}

// Each thread has values of its own; results must be the same as from one thread.
template <typename Real>
void check_threads(const Subject& subject) {
  constexpr std::size_t count = 4;
  const ActivationProbe<Real> probe(subject);
  const arma::Mat<Real> all = points<Real>(16, 64 * count);
  const auto results_of = [&](std::size_t i) {
    const arma::Mat<Real> x = all.cols(64 * i, 64 * i + 63);
    return arma::Mat<Real>(arma::join_rows(probe.forward(x), probe.backward(x, x)));
  };
  std::vector<arma::Mat<Real>> expected;
  for (std::size_t i = 0; i < count; ++i) expected.push_back(results_of(i));
  std::vector<std::string> errors(count);
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      try {
        for (int repeat = 0; repeat < 50; ++repeat) {
          if (!same_bits(results_of(i), expected[i])) errors[i] = "the values differ.";
        }
      } catch (const std::exception& error) {
        errors[i] = error.what();
      }
    });
  }
  threads.clear();  // joins them
  for (const auto& error : errors) {
    if (!error.empty()) throw CheckFailure("called from four threads at once: " + error);
  }
}

template <typename Real>
void check_activation_repeats(const Subject& subject) {
  const ActivationProbe<Real> first(subject);
  const ActivationProbe<Real> second(subject);
  const arma::Mat<Real> x = points<Real>(10, 64);
  const arma::Mat<Real> y = first.forward(x);
  const arma::Mat<Real> dx = first.backward(x, x);
  const bool same = same_bits(y, first.forward(x)) && same_bits(y, second.forward(x)) &&
                    same_bits(dx, first.backward(x, x)) && same_bits(dx, second.backward(x, x));
  if (!same)
    throw CheckFailure(
        fmt::format("a repeated call gives different bits in {}.", precision_name<Real>));
}

}  // namespace

void check_activation(const Subject& subject, CheckLog& log) {
  const auto run = [&](std::string_view statement, auto check) {
    log.run(statement, subject.variant, check);
  };
  run("backward() is the gradient of forward()", [&] { check_gradient(subject); });
  run("float and double agree", [&] { check_activation_precisions(subject); });
  run("inputs up to +-1000 give finite results", [&] {
    check_finite<double>(subject);
    check_finite<float>(subject);
  });
  run("a NaN stays a NaN", [&] {
    check_nan<double>(subject);
    check_nan<float>(subject);
  });
  run("an element's result depends on it alone", [&] {
    check_elementwise<double>(subject);
    check_elementwise<float>(subject);
  });
  run("several threads can call it at once", [&] {
    check_threads<double>(subject);
    check_threads<float>(subject);
  });
  run("repeats are bit-identical", [&] {
    check_activation_repeats<double>(subject);
    check_activation_repeats<float>(subject);
  });
}

}  // namespace runner
