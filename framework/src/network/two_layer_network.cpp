#include "network/two_layer_network.hpp"

#include "plugin_host/plugin_call.hpp"
#include "plugin_host/typed_plugin.hpp"

namespace runner {

template <typename Real>
void TwoLayerNetwork<Real>::initialize(const BoundPlugin& initializer, Random& random) {
  const auto [inputs, hidden_units, classes] = shape();
  auto& plugin = plugin_as<Initializer<Real>>(initializer);
  const auto weights = [&](auto& W, arma::uword fan_in, arma::uword fan_out) {
    call_plugin(initializer.info, "weights()", [&] { plugin.weights(W, fan_in, fan_out, random); });
  };
  const auto biases = [&](auto& b, arma::uword fan_in, arma::uword fan_out) {
    call_plugin(initializer.info, "biases()", [&] { plugin.biases(b, fan_in, fan_out, random); });
  };
  weights(parameters.W1, inputs, hidden_units);
  biases(parameters.b1, inputs, hidden_units);
  weights(parameters.W2, hidden_units, classes);
  biases(parameters.b2, hidden_units, classes);
}

template <typename Real>
void TwoLayerNetwork<Real>::activate(const arma::Mat<Real>& Z1, arma::Mat<Real>& A1) const {
  call_plugin(activation_->info, "forward()",
              [&] { plugin_as<Activation<Real>>(*activation_).forward(Z1, A1); });
}

template <typename Real>
void TwoLayerNetwork<Real>::activate_back(const arma::Mat<Real>& Z1, const arma::Mat<Real>& A1,
                                          const arma::Mat<Real>& dA1, arma::Mat<Real>& dZ1) const {
  call_plugin(activation_->info, "backward()",
              [&] { plugin_as<Activation<Real>>(*activation_).backward(Z1, A1, dA1, dZ1); });
}

template class TwoLayerNetwork<float>;
template class TwoLayerNetwork<double>;

}  // namespace runner
