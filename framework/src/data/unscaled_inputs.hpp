#pragma once

#include <string>
#include <vector>

namespace runner {

struct ExampleSet;

// An input is far outside [-1, 1] if its root mean square over the training examples is above 10.
// A few outliers of data that were scaled do not reach that.
// Returns a sentence that counts such inputs, names the largest and mentions `standardize`; empty
// if there are none. `scale` is the data's; `input_names` may be empty.
std::string unscaled_inputs_warning(const ExampleSet& train, double scale,
                                    const std::vector<std::string>& input_names);

}  // namespace runner
