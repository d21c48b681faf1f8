#pragma once

#include <string>
#include <vector>

#include "data/split.hpp"

namespace runner {

// What may be wrong with data that can be used: the dataset's own warnings, then classes without
// training examples. Sentences.
std::vector<std::string> data_warnings(const LoadedData& data, const Split& split);

}  // namespace runner
