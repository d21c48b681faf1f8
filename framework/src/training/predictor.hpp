#pragma once

#include <memory>
#include <span>
#include <vector>

#include <runner/network_shape.hpp>

#include "base/named_array.hpp"
#include "plugin_host/bound_plugin.hpp"

namespace runner {

struct Examples;

// A trained network, whatever its precision.
class Predictor {
 public:
  virtual ~Predictor() = default;

  // Returns the probability of each class, example by example.
  // Requires: the examples have as many values as the network has inputs, and each has a label,
  // which is ignored.
  virtual std::vector<double> probabilities(const Examples& examples) = 0;
};

// Makes a network of the arrays W1, b1, W2 and b2, rounded if they have another precision. It sees
// stored values divided by `scale`, standardised if there are input_mean and input_deviation. The
// activation outlives the predictor.
// Requires: the arrays are as read_weights() checks them.
std::unique_ptr<Predictor> make_predictor(Precision precision, const BoundPlugin& activation,
                                          const NetworkShape& shape, double scale,
                                          std::span<const NamedArray> weights);

}  // namespace runner
