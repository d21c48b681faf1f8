#include <cmath>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"

using runner::Initializer;
using runner::Random;
using runner::test::load_plugin;
using runner::test::plugins_of_kind;
using runner::test::TestOptions;

namespace {

// First weights of a layer, seed 42.
template <typename Real = double>
arma::Mat<Real> weights(const std::string& name, arma::uword fan_out, arma::uword fan_in,
                        const TestOptions& options = {}) {
  Random random(42);
  arma::Mat<Real> W(fan_out, fan_in, arma::fill::zeros);
  load_plugin<Initializer<Real>>(name, options)->weights(W, fan_in, fan_out, random);
  return W;
}

// The largest difference from the identity matrix.
double off_identity(const arma::mat& product) {
  return arma::abs(product - arma::eye(arma::size(product))).max();
}

}  // namespace

// Expected values: python3 -c 'import numpy as np; np.random.seed(42); print(np.random.rand(2, 3) -
// 0.5)'
TEST_CASE("uniform's weights are NumPy's rand less a half, row by row", "[initializer]") {
  const arma::mat W = weights("uniform", 2, 3);
  CHECK(W(0, 0) == -0.1254598811526375);
  CHECK(W(0, 1) == 0.45071430640991617);
  CHECK(W(0, 2) == 0.2319939418114051);
  CHECK(W(1, 0) == 0.0986584841970366);
  CHECK(W(1, 1) == -0.3439813595575635);
  CHECK(W(1, 2) == -0.34400547966379735);
}

TEST_CASE("uniform's floats are the doubles rounded", "[initializer]") {
  const arma::mat W = weights("uniform", 4, 5);
  const arma::fmat single = weights<float>("uniform", 4, 5);
  CHECK(arma::all(arma::vectorise(single == arma::conv_to<arma::fmat>::from(W))));
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

// sqrt(6 / (3 + 2)) * (2 * np.random.rand() - 1)
TEST_CASE("glorot scales a uniform draw by both layer sizes", "[initializer]") {
  const arma::mat W = weights("glorot", 2, 3);
  CHECK(std::abs(W(0, 0) - -0.27486882787686717) < 1e-14);
  CHECK(std::abs(W(0, 1) - 0.9874655704440254) < 1e-14);
}

TEST_CASE("glorot's weights have the variance 2 / (fan_in + fan_out)", "[initializer]") {
  const arma::mat W = weights("glorot", 100, 700);
  CHECK(arma::abs(W).max() <= std::sqrt(6.0 / 800.0));
  CHECK(std::abs(arma::var(arma::vectorise(W)) * 400 - 1) < 0.02);
}

// np.random.seed(42); np.sqrt(2 / 8) * np.random.randn(2, 8): randn begins 0.4967..., -0.1382...
TEST_CASE("he scales NumPy's randn by fan_in", "[initializer]") {
  const arma::mat W = weights("he", 2, 8);
  CHECK(W(0, 0) == 0.5 * 0.4967141530112327);
  CHECK(W(0, 1) == 0.5 * -0.13826430117118466);
}

TEST_CASE("he's weights have the variance 2 / fan_in", "[initializer]") {
  const arma::mat W = weights("he", 100, 700);
  CHECK(std::abs(arma::var(arma::vectorise(W)) * 350 - 1) < 0.02);
  CHECK(std::abs(arma::mean(arma::vectorise(W))) < 0.001);
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
TEST_CASE("orthogonal draws a wide matrix row by row, too", "[initializer]") {
  const arma::mat expected = {{0.6000020458127242, -0.16701530057610706, 0.7823703946303299},
                              {0.7830026403313916, -0.07791355448219513, -0.6171193914162958}};
  CHECK(arma::abs(weights("orthogonal", 2, 3) - expected).max() < 1e-14);
}

TEST_CASE("orthogonal's gain is the length of the rows", "[initializer]") {
  const arma::mat W = weights("orthogonal", 4, 9, {{"gain", 3.0}});
  CHECK(off_identity(W * W.t() / 9) < 1e-14);
}

TEST_CASE("orthogonal's gain is above 0", "[initializer]") {
  CHECK_THROWS(load_plugin<Initializer<double>>("orthogonal", {{"gain", 0.0}}));
}

TEST_CASE("Every initializer but uniform leaves biases at zero and draws nothing for them",
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
    CHECK(arma::all(arma::vectorise(W) != 0));
    CHECK(arma::all(arma::vectorise(W == weights(name, 10, 20))));
  }
}
