#pragma once

#include <string>

#include "data/split.hpp"

namespace runner {

// SHA-256 over shape, scale, stored values and labels of the pool and of the data's own test set,
// so that the same examples have the same hash whatever file format they came in.
std::string data_sha256(const LoadedData& data);

// SHA-256 over the rows of the pool that each part got, in their order.
std::string split_sha256(const Split& split);

}  // namespace runner
