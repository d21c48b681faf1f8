#include <cmath>
#include <map>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"

using runner::Optimizer;
using runner::OptimizerState;
using runner::Parameters;
using runner::StepInfo;
using runner::test::load_plugin;
using runner::test::plugins_of_kind;
using runner::test::TestOptions;

namespace {

// Five updates from tests/reference/optimizers.py, which has the formulas of torch.optim in NumPy.
const arma::vec gradient_descent_default = {0.5914353642272949,
                                            0.3304108850097656,
                                            0.09054122230529786,
                                            0.2098321484375,
                                            0.0,
                                            -0.23929420528411866,
                                            -0.10136961669921873,
                                            -0.3097668636703491,
                                            -0.5,
                                            -0.342301344871521,
                                            -0.7042823178863525,
                                            -0.8898630383300782};
const arma::vec gradient_descent_fast = {0.9137053489685059,
                                         0.19234085083007812,
                                         -0.34208178520202637,
                                         0.4110107421875,
                                         0.0,
                                         -0.6421316862106323,
                                         0.35886383056640625,
                                         -0.13278472423553467,
                                         -0.5,
                                         0.24257004261016846,
                                         -0.5431473255157471,
                                         -0.9358863830566406};
const arma::vec momentum_default = {0.7392597050476075,
                                    0.25889199829101556,
                                    -0.16308464439392095,
                                    0.34356652343750005,
                                    0.0,
                                    -0.42407463130950934,
                                    0.13702667236328125,
                                    -0.20601082729339604,
                                    -0.5,
                                    0.09918652500152592,
                                    -0.6303701474761962,
                                    -0.9137026672363282};
const arma::vec momentum_nesterov = {0.5830095627440512,
                                     0.33430937432169916,
                                     0.10373181835167107,
                                     0.20321335483551028,
                                     0.0,
                                     -0.22876195343006406,
                                     -0.11436458107233047,
                                     -0.3151630165984109,
                                     -0.5,
                                     -0.36303392548579716,
                                     -0.7084952186279744,
                                     -0.888563541892767};
const arma::vec adam_default = {0.5049997096643316,
                                0.3700011756603542,
                                0.24500047608705144,
                                0.12999882460689938,
                                0.0,
                                -0.1299997679283862,
                                -0.24500034853828456,
                                -0.37000117548218514,
                                -0.5,
                                -0.6200004254046485,
                                -0.74500058313803,
                                -0.8799963518909816};
const arma::vec adam_other = {0.962637747380461,
                              0.0054209443102368055,
                              -0.2137218580073769,
                              0.5105033164810261,
                              0.0,
                              -0.5953607561872973,
                              0.2197039318396561,
                              0.00508208037512093,
                              -0.5,
                              -0.15155036164065422,
                              -0.32741650979351883,
                              -1.0093088253985707};
const arma::vec report_listing_default = {
    0.5690064424170552,   0.3411376210105419,   0.12814364453308283,
    0.1902331363296509,   -0.07854364588558674, -0.20354364588558677,
    -0.13712540336847304, -0.3251496727635339,  -0.5,
    -0.4062563915969804,  -0.7278442990060151,  -0.8528442990060151};

constexpr runner::NetworkShape shape = {2, 2, 2};
constexpr arma::uword count = 12;

// The host's side of an optimizer's state.
template <typename Real>
class State final : public OptimizerState<Real> {
 public:
  void vector(std::string_view name, arma::Col<Real>& value) override {
    vectors[std::string(name)] = &value;
  }
  std::map<std::string, arma::Col<Real>*> vectors;
};

// An optimizer with its state, parameters and gradient, ready for the first update.
template <typename Real>
class Training {
 public:
  explicit Training(const std::string& name, const TestOptions& options = {})
      : optimizer_(load_plugin<Optimizer<Real>>(name, options)),
        parameters_(shape),
        gradient_(shape) {
    optimizer_->state(state_);
    for (const auto& [label, vector] : state_.vectors) vector->zeros(count);
    for (arma::uword i = 0; i < count; ++i) parameters_.values(i) = Real(0.5 - 0.125 * double(i));
  }

  // The gradient of the reference script.
  void update(std::uint64_t times) {
    for (std::uint64_t n = 0; n < times; ++n) {
      for (arma::uword i = 0; i < count; ++i) {
        gradient_.values(i) =
            Real(0.125) * Real(i % 5 + 1) * parameters_.values(i) + Real(0.25) * (Real(i % 3) - 1);
      }
      ++iteration_;
      optimizer_->step(parameters_, gradient_,
                       StepInfo{iteration_, 100, iteration_ - 1, 30, 30, 40});
    }
  }

  // Takes over where `other` is, as a run does from a checkpoint.
  void resume(Training& other) {
    parameters_.assign(other.parameters_);
    iteration_ = other.iteration_;
    for (const auto& [label, vector] : state_.vectors) *vector = *other.state_.vectors.at(label);
  }

  const arma::Col<Real>& values() const { return parameters_.values; }
  const State<Real>& state() const { return state_; }

 private:
  std::unique_ptr<Optimizer<Real>> optimizer_;
  State<Real> state_;
  Parameters<Real> parameters_;
  Parameters<Real> gradient_;
  std::uint64_t iteration_ = 0;
};

template <typename Real>
double error_after_five(const std::string& name, const TestOptions& options,
                        const arma::vec& expected) {
  Training<Real> training(name, options);
  training.update(5);
  return arma::abs(arma::conv_to<arma::vec>::from(training.values()) - expected).max();
}

void check(const std::string& name, const TestOptions& options, const arma::vec& expected) {
  CHECK(error_after_five<double>(name, options, expected) < 1e-15);
  CHECK(error_after_five<float>(name, options, expected) < 1e-6);
}

// The names of what the optimizer remembers.
std::vector<std::string> remembered(const std::string& name) {
  const Training<double> training(name);
  std::vector<std::string> names;
  for (const auto& [label, vector] : training.state().vectors) names.push_back(label);
  return names;
}

}  // namespace

TEST_CASE("gradient_descent subtracts alpha times the gradient", "[optimizer]") {
  check("gradient_descent", {}, gradient_descent_default);
  check("gradient_descent", {{"alpha", 0.5}}, gradient_descent_fast);
}

TEST_CASE("momentum updates as torch.optim.SGD", "[optimizer]") {
  check("momentum", {}, momentum_default);
}

TEST_CASE("momentum with nesterov updates as torch.optim.SGD", "[optimizer]") {
  check("momentum", {{"alpha", 0.05}, {"momentum", 0.5}, {"nesterov", true}}, momentum_nesterov);
}

TEST_CASE("momentum of 0 is gradient descent, also with nesterov", "[optimizer]") {
  check("momentum", {{"momentum", 0.0}}, gradient_descent_default);
  check("momentum", {{"momentum", 0.0}, {"nesterov", true}}, gradient_descent_default);
}

TEST_CASE("adam updates as torch.optim.Adam", "[optimizer]") {
  check("adam", {}, adam_default);
  check("adam", {{"alpha", 0.1}, {"beta1", 0.5}, {"beta2", 0.75}, {"epsilon", 0.01}}, adam_other);
}

TEST_CASE("adam leaves a parameter without gradient where it is", "[optimizer]") {
  const auto adam = load_plugin<Optimizer<float>>("adam");
  State<float> state;
  adam->state(state);
  for (const auto& [label, vector] : state.vectors) vector->zeros(count);
  Parameters<float> parameters(shape);
  const Parameters<float> gradient(shape);
  parameters.values.fill(0.25F);
  adam->step(parameters, gradient, StepInfo{1, 1, 0, 30, 30, 40});
  CHECK(arma::all(parameters.values == 0.25F));
}

TEST_CASE("report_listing divides by the pool and gives all units one bias gradient",
          "[optimizer]") {
  check("report_listing", {}, report_listing_default);
}

TEST_CASE("Optimizers declare what they remember", "[optimizer]") {
  CHECK(remembered("gradient_descent").empty());
  CHECK(remembered("momentum") == std::vector<std::string>{"velocity"});
  CHECK(remembered("adam") == std::vector<std::string>{"mean", "square"});
  CHECK(remembered("report_listing").empty());
}

TEST_CASE("Every optimizer goes on from its declared state alone", "[optimizer]") {
  for (const std::string& name : plugins_of_kind("optimizer")) {
    CAPTURE(name);
    Training<double> through(name);
    through.update(2);
    Training<double> resumed(name);
    resumed.resume(through);
    through.update(3);
    resumed.update(3);
    CHECK(arma::all(resumed.values() == through.values()));
  }
}

TEST_CASE("Every optimizer's learning rate is called alpha and is above 0", "[optimizer]") {
  for (const std::string& name : plugins_of_kind("optimizer")) {
    CAPTURE(name);
    CHECK_NOTHROW(load_plugin<Optimizer<double>>(name, {{"alpha", 1e-9}}));
    CHECK_THROWS(load_plugin<Optimizer<double>>(name, {{"alpha", 0.0}}));
  }
}

TEST_CASE("Shares of momentum and adam are at least 0 and below 1", "[optimizer]") {
  const std::pair<std::string, std::string> options[] = {
      {"momentum", "momentum"}, {"adam", "beta1"}, {"adam", "beta2"}};
  for (const auto& [plugin, option] : options) {
    CAPTURE(plugin, option);
    CHECK_NOTHROW(load_plugin<Optimizer<double>>(plugin, {{option, 0.0}}));
    CHECK_THROWS(load_plugin<Optimizer<double>>(plugin, {{option, -0.1}}));
    CHECK_THROWS(load_plugin<Optimizer<double>>(plugin, {{option, 1.0}}));
  }
}

TEST_CASE("adam's epsilon is above 0", "[optimizer]") {
  CHECK_THROWS(load_plugin<Optimizer<double>>("adam", {{"epsilon", 0.0}}));
}
