#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "data/standardization.hpp"

namespace runner {

// How the network's inputs follow from stored values: x = value / scale, and x' = (x - mean) /
// deviation of it if inputs are standardised.
//
// Values are stored sparsely, and x' is 0 hardly anywhere. So x' is folded into the weights of the
// first layer instead: with f = 1 / (scale deviation) and c = scale mean, x' = f (value - c), and
//
//     W1 x' + b1 = (W1 diag(f)) value + (b1 - (W1 diag(f)) c)
//
// The sum on the right cancels: it loses about as many bits as |mean| / deviation has. Therefore an
// input whose ratio is above 2 is stored as x' itself, to which f = 1 and c = 0 belong. That costs
// little memory, since few of its values are 0: zeros in a share q of the examples keep the ratio
// below 1 / sqrt(q). Inputs whose deviation is 1, as that of constant ones, are also stored as x'
// if their mean is not 0, so that constant inputs are exactly 0, and so are those whose deviation
// is too small or too large to be a float.
class InputTransform {
 public:
  // x = value / scale
  InputTransform(double scale) : scale_(scale) {}
  // x' = (x - mean) / deviation
  InputTransform(double scale, Standardization standardization);

  // For data stored as bytes: keeps all of them stored as bytes if no input's ratio |mean| /
  // deviation is above `max_ratio`.
  void keep_bytes(double max_ratio);

  double scale() const { return scale_; }
  // Null if inputs are not standardised.
  const Standardization* standardization() const {
    return standardization_ ? &*standardization_ : nullptr;
  }

  // Whether any input is stored as x'.
  bool changes_stored_values() const { return changes_stored_values_; }
  // Writes what is stored of an example, rounded to Real. Requires: changes_stored_values().
  template <typename Real, typename Element>
  void store(std::span<const Element> example, Real* stored) const {
    for (std::size_t i = 0; i < example.size(); ++i) {
      const auto value = static_cast<double>(example[i]);
      stored[i] = static_cast<Real>(stored_as_input_[i] ? standardized(i, value) : value);
    }
  }

  // f and c above, one an input; empty if inputs are not standardised.
  const std::vector<double>& factors() const { return factors_; }
  const std::vector<double>& offsets() const { return offsets_; }

 private:
  double standardized(std::size_t input, double value) const {
    return (value / scale_ - standardization_->mean[input]) / standardization_->deviation[input];
  }
  void choose_stored_inputs();
  void set_factors();

  double scale_;
  std::optional<Standardization> standardization_;
  std::vector<bool> stored_as_input_;
  bool changes_stored_values_ = false;
  std::vector<double> factors_;
  std::vector<double> offsets_;
};

}  // namespace runner
