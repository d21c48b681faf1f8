#pragma once

#include <string>

namespace runner {

struct LoadedData;
struct Split;

// SHA-256 in hexadecimal of shape, scale, stored values and labels of the pool and of the data's
// own test set. The same examples have the same hash, whatever file format they came in; a byte and
// the equal float count as different.
std::string data_sha256(const LoadedData& data);

// SHA-256 in hexadecimal of the pool's rows in the test, validation and training set, in that order
// and in the order of each set.
std::string split_sha256(const Split& split);

}  // namespace runner
