// What a comparison means, in sentences for below its table.
#pragma once

#include <string>
#include <vector>

#include "compare/comparison.hpp"

namespace runner {

// How the table is to be read: what is ranked by what, what ± and the intervals are.
std::vector<std::string> reading_notes(const Comparison& comparison);

// Which group beats which, or that they cannot be told apart, and with --difference how many seeds
// would do. Of many pairs, those of the best group come first and the rest is only counted.
std::vector<std::string> difference_sentences(const Comparison& comparison);

// Runs that do not count in the means, repeats, and circumstances that are not the same.
std::vector<std::string> remark_sentences(const Comparison& comparison);

}  // namespace runner
