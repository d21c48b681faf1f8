// What each activation of the project computes.
#include <algorithm>
#include <cmath>

#include "support/activation_calls.hpp"
#include "support/catch.hpp"

namespace runner::test::activation_values_test {
namespace {

// selu's left derivative at 0: scale alpha.
constexpr double selu_slope = 1.0507009873554804934 * 1.6732632423543772848;

bool close(double number, double expected, double relative, double absolute) {
  return std::abs(number - expected) <= std::max(relative * std::abs(expected), absolute);
}

template <typename Real>
void check_case(const nlohmann::json& item, const std::vector<double>& points, double relative,
                double absolute) {
  const std::string name = item.at("activation");
  const std::string options = item.at("options").dump();
  const auto activation = configured_plugin<Activation<Real>>(name, options);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Real x = static_cast<Real>(points[i]);
    const double g = value(*activation, x);
    const double slope = derivative(*activation, x);
    CAPTURE(name, options, x, g, slope);
    CHECK(close(g, item.at("values").at(i), relative, absolute));
    CHECK(close(slope, item.at("derivatives").at(i), relative, absolute));
  }
}

double derivative_at(const std::string& name, double x, const std::string& options = "{}") {
  return derivative(*configured_plugin<Activation<double>>(name, options), x);
}

std::string fault(const std::string& name, const std::string& options) {
  return verdict<Activation<double>>(name, options);
}

TEST_CASE("Activations have PyTorch's values and derivatives", "[activation]") {
  const auto reference = activation_reference();
  const std::vector<double> points = reference.at("points");
  for (const auto& item : reference.at("cases")) {
    check_case<double>(item, points, 1e-14, 1e-15);
    check_case<float>(item, points, 1e-6, 1e-6);
  }
}

TEST_CASE("Every activation's defaults have a case in tests/reference/activations.json",
          "[activation]") {
  std::vector<std::string> with_defaults;
  const auto reference = activation_reference();
  for (const auto& item : reference.at("cases")) {
    if (item.at("options").empty()) with_defaults.push_back(item.at("activation"));
  }
  CHECK(with_defaults == plugins_of_kind("activation"));
}

TEST_CASE("Derivatives at kinks are PyTorch's", "[activation]") {
  CHECK(derivative_at("relu", 0) == 0);
  CHECK(derivative_at("leaky_relu", 0) == 0.01);
  CHECK(derivative_at("elu", 0, "{alpha: 0.5}") == 0.5);
  CHECK(close(derivative_at("selu", 0), selu_slope, 1e-15, 0));
  CHECK(derivative_at("hard_sigmoid", -3) == 0);
  CHECK(derivative_at("hard_sigmoid", 3) == 0);
}

TEST_CASE("sigmoid's limits are 0 and 1", "[activation]") {
  const auto sigmoid = load_plugin<Activation<float>>("sigmoid");
  CHECK(value(*sigmoid, -1e3F) == 0.0F);
  CHECK(value(*sigmoid, 0.0F) == 0.5F);
  CHECK(value(*sigmoid, 1e3F) == 1.0F);
}

// 1 + exp(-50) is 1 in double, so results computed from it have lost all digits. The numbers for
// gelu, by mpmath: -10 ncdf(-10), and -3 (1 + tanh(sqrt(2 / pi) (-6 - 0.044715 * 216))).
TEST_CASE("Activations that go to 0 are accurate far below zero", "[activation]") {
  struct Tail {
    std::string name;
    std::string options;
    double x;
    double expected;
  };
  const Tail tails[] = {{"sigmoid", "{}", -50, std::exp(-50.0)},
                        {"softplus", "{}", -50, std::exp(-50.0)},
                        {"softplus", "{beta: 2}", -25, std::exp(-50.0) / 2},
                        {"swish", "{}", -50, -50 * std::exp(-50.0)},
                        {"swish", "{beta: 2}", -25, -25 * std::exp(-50.0)},
                        {"mish", "{}", -50, -50 * std::exp(-50.0)},
                        {"gelu", "{}", -10, -7.6198530241605261e-23},
                        {"gelu", "{form: tanh}", -6, -8.4396467007622971e-11}};
  for (const Tail& tail : tails) {
    CAPTURE(tail.name, tail.options);
    const auto activation = configured_plugin<Activation<double>>(tail.name, tail.options);
    CHECK(close(value(*activation, tail.x), tail.expected, 2e-14, 0));
  }
}

TEST_CASE("Activations that are 0 at 0 are accurate near it", "[activation]") {
  const double x = -1e-10;
  const std::pair<std::string, double> slopes[] = {{"elu", 1},     {"selu", selu_slope},
                                                   {"gelu", 0.5},  {"mish", 0.6},
                                                   {"swish", 0.5}, {"softsign", 1}};
  for (const auto& [name, slope] : slopes) {
    CAPTURE(name);
    const auto activation = load_plugin<Activation<double>>(name);
    CHECK(close(value(*activation, x), slope * x, 1.1e-10, 0));
  }
}

TEST_CASE("leaky_relu's slope is at least 0 and below 1", "[activation]") {
  CHECK(fault("leaky_relu", "{slope: 0}") == "fine");
  CHECK(fault("leaky_relu", "{slope: 0.999}") == "fine");
  CHECK(fault("leaky_relu", "{slope: -0.1}") ==
        "options:1:9: slope must be a number of at least 0 and below 1, but this is -0.1.");
  CHECK(fault("leaky_relu", "{slope: 1}") ==
        "options:1:9: slope must be a number of at least 0 and below 1, but this is 1.");
}

TEST_CASE("elu's alpha and swish's beta are above 0 and at most 100", "[activation]") {
  const std::pair<std::string, std::string> options[] = {{"elu", "alpha"}, {"swish", "beta"}};
  for (const auto& [name, option] : options) {
    const std::string column = std::to_string(option.size() + 4);
    const std::string sentence =
        "options:1:" + column + ": " + option + " must be a number above 0 and at most 100, but ";
    CHECK(fault(name, "{" + option + ": 1e-9}") == "fine");
    CHECK(fault(name, "{" + option + ": 100}") == "fine");
    CHECK(fault(name, "{" + option + ": 0}") == sentence + "this is 0.");
    CHECK(fault(name, "{" + option + ": 100.1}") == sentence + "this is 100.1.");
  }
}

TEST_CASE("softplus's beta is at least 0.01 and at most 100", "[activation]") {
  CHECK(fault("softplus", "{beta: 0.01}") == "fine");
  CHECK(fault("softplus", "{beta: 100}") == "fine");
  CHECK(fault("softplus", "{beta: 0.009}") ==
        "options:1:8: beta must be a number of at least 0.01 and at most 100, but this is 0.009.");
  CHECK(fault("softplus", "{beta: 101}") ==
        "options:1:8: beta must be a number of at least 0.01 and at most 100, but this is 101.");
}

TEST_CASE("gelu's form is exact or tanh", "[activation]") {
  CHECK(fault("gelu", "{form: exact}") == "fine");
  CHECK(fault("gelu", "{form: tanh}") == "fine");
  CHECK(fault("gelu", "{form: fast}") ==
        "options:1:8: form must be exact or tanh, but this is the text \"fast\".");
}

}  // namespace
}  // namespace runner::test::activation_values_test
