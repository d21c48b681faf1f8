// The vectorized kernels against plain loops.
#include <cmath>
#include <numeric>

#include <runner/plugin.hpp>

#include "kernels/dense_products.hpp"
#include "kernels/softmax.hpp"
#include "support/catch.hpp"

namespace runner::kernels_test {
namespace {

template <typename Real>
std::vector<Real> random_numbers(std::size_t count, Random& random) {
  std::vector<Real> numbers(count);
  for (auto& number : numbers) number = static_cast<Real>(random.uniform() - 0.5);
  return numbers;
}

template <typename Real>
void check_products(double tolerance) {
  Random random(9);
  for (const std::size_t units : {1U, 4U, 5U, 10U, 47U}) {
    for (const std::size_t ld : {16U, 48U, 64U}) {
      for (const std::size_t rows : {0U, 1U, 2U, 7U, 301U}) {
        CAPTURE(units, ld, rows);
        const auto x = random_numbers<Real>(rows * ld, random);
        const MatrixView<Real> view{x.data(), rows, ld};
        const auto W = random_numbers<Real>(units * rows, random);
        const auto b = random_numbers<Real>(units, random);
        const auto dZ = random_numbers<Real>(units * ld, random);
        std::vector<Real> Z(units * ld, Real(99));
        std::vector<Real> dW(units * rows, Real(0.25));
        gemm_bias(view, W.data(), b.data(), units, Z.data());
        gemm_weight_gradient(view, dZ.data(), units, dW.data());
        std::vector<double> expected_Z(units * ld);
        std::vector<double> expected_dW(units * rows, 0.25);
        for (std::size_t u = 0; u < units; ++u) {
          for (std::size_t i = 0; i < ld; ++i) {
            double z = static_cast<double>(b[u]);
            for (std::size_t k = 0; k < rows; ++k) {
              const auto value = static_cast<double>(x[k * ld + i]);
              z += static_cast<double>(W[k * units + u]) * value;
              expected_dW[k * units + u] += static_cast<double>(dZ[u * ld + i]) * value;
            }
            expected_Z[u * ld + i] = z;
          }
        }
        const auto distance = [](const std::vector<Real>& found, const std::vector<double>& good) {
          double largest = 0;
          for (std::size_t i = 0; i < good.size(); ++i) {
            largest = std::max(largest, std::abs(static_cast<double>(found[i]) - good[i]));
          }
          return largest;
        };
        CHECK(distance(Z, expected_Z) < tolerance);
        CHECK(distance(dW, expected_dW) < tolerance);
      }
    }
  }
}

template <typename Real>
struct Softmax {
  arma::Mat<Real> probabilities;  // examples x classes
  std::vector<Real> max_logit;
  std::vector<Real> predicted;
  std::vector<Real> log_sum;

  // Each row of Z is an example; at most 16.
  explicit Softmax(const arma::Mat<Real>& Z)
      : probabilities(16, Z.n_cols, arma::fill::zeros), max_logit(16), predicted(16), log_sum(16) {
    probabilities.rows(0, Z.n_rows - 1) = Z;
    softmax_rows(probabilities.memptr(), Z.n_cols, 16,
                 SoftmaxStatistics<Real>{max_logit.data(), predicted.data(), log_sum.data()});
  }
};

TEST_CASE("dense products follow their formulas", "[kernel]") {
  check_products<double>(1e-13);
  check_products<float>(5e-5);
}

TEST_CASE("the instruction set in use has a name", "[kernel]") { CHECK(!kernel_target().empty()); }

TEMPLATE_TEST_CASE("softmax follows its formula", "[kernel]", float, double) {
  const double tolerance = std::is_same_v<TestType, float> ? 1e-6 : 1e-15;
  Random random(4);
  arma::Mat<TestType> Z(16, 10);
  for (auto& value : Z) value = static_cast<TestType>(20 * random.uniform() - 10);
  const Softmax<TestType> found(Z);
  for (arma::uword i = 0; i < 16; ++i) {
    double largest = -1e9;
    arma::uword predicted = 0;
    for (arma::uword c = 0; c < 10; ++c) {
      if (double(Z(i, c)) > largest) predicted = c;
      largest = std::max(largest, double(Z(i, c)));
    }
    double sum = 0;
    for (arma::uword c = 0; c < 10; ++c) sum += std::exp(double(Z(i, c)) - largest);
    CHECK(double(found.max_logit[i]) == largest);
    CHECK(found.predicted[i] == TestType(predicted));
    CHECK(std::abs(double(found.log_sum[i]) - std::log(sum)) < tolerance);
    for (arma::uword c = 0; c < 10; ++c) {
      const double expected = std::exp(double(Z(i, c)) - largest) / sum;
      CHECK(std::abs(double(found.probabilities(i, c)) - expected) < tolerance);
    }
  }
}

TEST_CASE("softmax does not overflow, and its loss is finite for any finite input", "[kernel]") {
  const Softmax<float> found(arma::fmat{{1e30F, -1e30F}, {-1e30F, 1e30F}});
  CHECK(found.probabilities(0, 0) == 1.0F);
  CHECK(found.probabilities(0, 1) == 0.0F);
  CHECK(found.log_sum[0] == 0.0F);
  CHECK(found.predicted[1] == 1.0F);
}

TEST_CASE("a NaN or an infinity shows in the loss", "[kernel]") {
  for (const double wrong : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    for (const arma::uword column : {0U, 1U, 2U}) {
      arma::mat Z(2, 3, arma::fill::zeros);
      Z(1, column) = wrong;
      const Softmax<double> found(Z);
      CHECK(std::isnan(found.log_sum[1]));
      CHECK(!std::isnan(found.log_sum[0]));
    }
  }
}

TEST_CASE("of equal probabilities the first is the prediction, as with numpy.argmax", "[kernel]") {
  CHECK(Softmax<double>(arma::mat{{1, 1, 0}}).predicted[0] == 0);
  CHECK(Softmax<double>(arma::mat{{0, 1, 1}}).predicted[0] == 1);
}

}  // namespace
}  // namespace runner::kernels_test
