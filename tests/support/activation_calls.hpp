// Calls activations as the network does.
#pragma once

#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/configured_plugin.hpp"

namespace runner::test {

// A matrix as the network passes it: a view of memory that it does not own, of fixed size. The
// elements before and after it must not change.
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

// g(x) and g'(x) for one number.
template <typename Real>
Real value(const Activation<Real>& activation, Real x) {
  return forward(activation, arma::Mat<Real>(1, 1, arma::fill::value(x)))(0);
}

template <typename Real>
Real derivative(const Activation<Real>& activation, Real x) {
  return backward(activation, arma::Mat<Real>(1, 1, arma::fill::value(x)),
                  arma::Mat<Real>(1, 1, arma::fill::value(Real(1))))(0);
}

// PyTorch's values and derivatives, from tests/reference/activations.py.
inline nlohmann::json activation_reference() {
  std::ifstream file(std::string(RUNNER_SOURCE_DIR) + "/tests/reference/activations.json");
  return nlohmann::json::parse(file);
}

struct ActivationChoice {
  std::string name;
  std::string options;  // "{}", or {"alpha": 0.5}
};

// Every activation that was built, with its defaults, and the reference's cases with options.
inline std::vector<ActivationChoice> activations_to_test() {
  std::vector<ActivationChoice> choices;
  for (const std::string& name : plugins_of_kind("activation")) choices.push_back({name, "{}"});
  const nlohmann::json reference = activation_reference();
  for (const auto& item : reference.at("cases")) {
    if (!item.at("options").empty()) {
      choices.push_back({item.at("activation"), item.at("options").dump()});
    }
  }
  return choices;
}

}  // namespace runner::test
