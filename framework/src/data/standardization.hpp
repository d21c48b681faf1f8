#pragma once

#include <vector>

namespace runner {

struct ExampleSet;

// What standardises inputs: x' = (x - mean) / deviation, with a mean and a deviation for each
// input.
struct Standardization {
  std::vector<double> mean;
  std::vector<double> deviation;  // above 0; 1 for an input that is constant in the training set
  // Which inputs those are. Empty if it was read back: only gradients need it.
  std::vector<bool> constant = {};
};

// The means and population standard deviations (ddof 0) of the training examples' inputs, which are
// stored values divided by `scale`. The sums are doubles, over chunks of examples whose size is
// fixed, in their order: the bits depend on nothing but the examples and their order.
// Throws: Error (invalid_input) if a sum of values or a difference of two overflows.
Standardization standardization_of(const ExampleSet& train, double scale);

}  // namespace runner
