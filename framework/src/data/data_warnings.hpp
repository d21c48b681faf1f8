#pragma once

#include <string>
#include <vector>

#include "data/split.hpp"

namespace runner {

// What may be wrong with data that can be used: the dataset's own warnings, classes without
// training examples and, unless inputs are standardised, inputs far outside [-1, 1]. Sentences.
std::vector<std::string> data_warnings(const LoadedData& data, const Split& split,
                                       bool standardize);

}  // namespace runner
