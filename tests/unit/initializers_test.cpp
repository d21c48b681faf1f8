#include <cmath>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/configured_plugin.hpp"

namespace runner::test::initializers_test {
namespace {

// First weights of a layer, seed 42; an element that is not set stays NaN.
template <typename Real = double>
arma::Mat<Real> weights(const std::string& name, arma::uword fan_out, arma::uword fan_in,
                        const std::string& options = "{}") {
  Random random(42);
  arma::Mat<Real> W(fan_out, fan_in, arma::fill::value(std::numeric_limits<Real>::quiet_NaN()));
  configured_plugin<Initializer<Real>>(name, options)->weights(W, fan_in, fan_out, random);
  return W;
}

// NumPy's draws, from tests/reference/initializers.py.
nlohmann::json numpy_draws() {
  std::ifstream file(std::string(RUNNER_SOURCE_DIR) + "/tests/reference/initializers.json");
  return nlohmann::json::parse(file);
}

// Over a layer of 100 units with 700 inputs.
void check_moments(const std::string& name, const std::string& options, double mean,
                   double variance) {
  CAPTURE(name, options);
  const arma::vec W = arma::vectorise(weights(name, 100, 700, options));
  CHECK(std::abs(arma::mean(W) - mean) < 0.02 * std::sqrt(variance));
  CHECK(std::abs(arma::var(W) / variance - 1) < 0.02);
}

// The largest difference from the identity matrix.
double off_identity(const arma::mat& product) {
  return arma::abs(product - arma::eye(arma::size(product))).max();
}

TEST_CASE("Initializers draw what NumPy draws", "[initializer]") {
  for (const auto& item : numpy_draws()) {
    const std::string name = item.at("initializer");
    const std::string options = item.at("options").dump();
    const arma::mat W = weights(name, 5, 8, options);
    for (arma::uword i = 0; i < 3; ++i) {
      CAPTURE(name, options, i);
      CHECK(std::abs(W(0, i) - item.at("W1_first").at(i).get<double>()) < 1e-15);
    }
  }
}

TEST_CASE("Every initializer's floats are the doubles rounded", "[initializer]") {
  for (const auto& item : numpy_draws()) {
    const std::string name = item.at("initializer");
    const std::string options = item.at("options").dump();
    CAPTURE(name, options);
    const arma::mat W = weights(name, 4, 5, options);
    const arma::fmat single = weights<float>(name, 4, 5, options);
    CHECK(arma::all(arma::vectorise(single == arma::conv_to<arma::fmat>::from(W))));
  }
}

// Expected values: python3 -c 'import numpy as np; np.random.seed(42); print(np.random.rand(2, 3) -
// 0.5)'
TEST_CASE("uniform's weights are NumPy's rand minus 0.5, row by row", "[initializer]") {
  const arma::mat W = weights("uniform", 2, 3);
  CHECK(W(0, 0) == -0.1254598811526375);
  CHECK(W(0, 1) == 0.45071430640991617);
  CHECK(W(0, 2) == 0.2319939418114051);
  CHECK(W(1, 0) == 0.0986584841970366);
  CHECK(W(1, 1) == -0.3439813595575635);
  CHECK(W(1, 2) == -0.34400547966379735);
}

TEST_CASE("uniform draws biases after the weights", "[initializer]") {
  Random random(42);
  const auto uniform = load_plugin<Initializer<double>>("uniform");
  arma::mat W(1, 2);
  arma::vec b(2);
  uniform->weights(W, 2, 1, random);
  uniform->biases(b, 2, 1, random);
  CHECK(b(0) == 0.2319939418114051);
  CHECK(b(1) == 0.0986584841970366);
}

TEST_CASE("uniform fills the interval from -0.5 to 0.5", "[initializer]") {
  const arma::mat W = weights("uniform", 100, 784);
  CHECK(W.min() >= -0.5);
  CHECK(W.min() < -0.4999);
  CHECK(W.max() < 0.5);
  CHECK(W.max() > 0.4999);
  CHECK(std::abs(arma::mean(arma::vectorise(W))) < 0.005);
}

// np.random.seed(42); np.sqrt(2 / 8) * np.random.randn(2, 8): randn begins 0.4967..., -0.1382...
TEST_CASE("he scales NumPy's randn by fan_in", "[initializer]") {
  const arma::mat W = weights("he", 2, 8);
  CHECK(W(0, 0) == 0.5 * 0.4967141530112327);
  CHECK(W(0, 1) == 0.5 * -0.13826430117118466);
}

TEST_CASE("The scaled initializers' weights have their variance in both distributions",
          "[initializer]") {
  for (const std::string options : {"{distribution: uniform}", "{distribution: normal}"}) {
    check_moments("glorot", options, 0, 2.0 / 800);
    check_moments("he", options, 0, 2.0 / 700);
    check_moments("lecun", options, 0, 1.0 / 700);
  }
}

TEST_CASE("The scaled initializers' uniform draws fill their interval", "[initializer]") {
  const std::pair<std::string, double> bounds[] = {{"glorot", std::sqrt(6.0 / 800)},
                                                   {"he", std::sqrt(6.0 / 700)},
                                                   {"lecun", std::sqrt(3.0 / 700)}};
  for (const auto& [name, bound] : bounds) {
    CAPTURE(name);
    const double largest = arma::abs(weights(name, 100, 700, "{distribution: uniform}")).max();
    CHECK(largest <= bound);
    CHECK(largest > 0.999 * bound);
  }
}

// 70,000 normals have about three beyond four deviations on either side.
TEST_CASE("Normal weights are not truncated", "[initializer]") {
  CHECK(arma::abs(weights("normal", 100, 700, "{deviation: 1}")).max() > 4);
  CHECK(arma::abs(weights("he", 100, 700)).max() > 4 * std::sqrt(2.0 / 700));
}

TEST_CASE("normal's weights have its mean and deviation", "[initializer]") {
  check_moments("normal", "{}", 0, 0.0025);
  check_moments("normal", "{mean: 3, deviation: 0.5}", 3, 0.25);
}

TEST_CASE("zeros sets every weight to 0 and draws nothing", "[initializer]") {
  Random random(42);
  arma::mat W(5, 3, arma::fill::ones);
  load_plugin<Initializer<double>>("zeros")->weights(W, 3, 5, random);
  CHECK(arma::all(arma::vectorise(W == 0)));
  CHECK(random.uniform() == Random(42).uniform());
}

TEST_CASE("orthogonal makes the rows of a wide matrix orthonormal", "[initializer]") {
  const arma::mat W = weights("orthogonal", 10, 784);
  CHECK(off_identity(W * W.t()) < 1e-14);
}

TEST_CASE("orthogonal makes the columns of a high matrix orthonormal", "[initializer]") {
  const arma::mat W = weights("orthogonal", 30, 10);
  CHECK(off_identity(W.t() * W) < 1e-14);
}

TEST_CASE("orthogonal's float rows are orthonormal", "[initializer]") {
  const arma::fmat W = weights<float>("orthogonal", 10, 784);
  CHECK(off_identity(arma::conv_to<arma::mat>::from(W * W.t())) < 1e-6);
}

// np.random.seed(42); q, r = np.linalg.qr(np.random.randn(3, 2)); print(q * np.sign(np.diag(r)))
TEST_CASE("orthogonal's signs make the diagonal of R positive", "[initializer]") {
  const arma::mat expected = {{0.5849555715071137, -0.7771473150481735},
                              {0.7627506014605745, 0.62439641668369},
                              {-0.275750792082848, 0.07855676639210044}};
  CHECK(arma::abs(weights("orthogonal", 3, 2) - expected).max() < 1e-14);
}

// np.random.seed(42); q, r = np.linalg.qr(np.random.randn(2, 3).T); print((q *
// np.sign(np.diag(r))).T)
TEST_CASE("orthogonal also draws a wide matrix row by row", "[initializer]") {
  const arma::mat expected = {{0.6000020458127242, -0.16701530057610706, 0.7823703946303299},
                              {0.7830026403313916, -0.07791355448219513, -0.6171193914162958}};
  CHECK(arma::abs(weights("orthogonal", 2, 3) - expected).max() < 1e-14);
}

TEST_CASE("orthogonal's gain is the length of the rows", "[initializer]") {
  const arma::mat W = weights("orthogonal", 4, 9, "{gain: 3}");
  CHECK(off_identity(W * W.t() / 9) < 1e-14);
}

TEST_CASE("Every initializer except uniform leaves biases zero and draws nothing for them",
          "[initializer]") {
  for (const std::string& name : plugins_of_kind("initializer")) {
    if (name == "uniform") continue;
    CAPTURE(name);
    Random random(42);
    arma::vec b(5, arma::fill::zeros);
    load_plugin<Initializer<double>>(name)->biases(b, 3, 5, random);
    CHECK(arma::all(b == 0));
    CHECK(random.uniform() == Random(42).uniform());
  }
}

TEST_CASE("Every initializer sets every weight, the same for the same seed", "[initializer]") {
  for (const std::string& name : plugins_of_kind("initializer")) {
    CAPTURE(name);
    const arma::mat W = weights(name, 10, 20);
    CHECK(W.is_finite());
    CHECK(arma::all(arma::vectorise(W == weights(name, 10, 20))));
  }
}

}  // namespace
}  // namespace runner::test::initializers_test
