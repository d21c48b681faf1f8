#pragma once

#include <string>
#include <vector>

#include <runner/input_shape.hpp>

#include "cli/terminal/half_blocks.hpp"

namespace runner {

// Draws an example as the network sees it, 0 as black and 1 as white. An example of one row is not
// an image: its first values are written in a line instead.
// Requires: there are shape.inputs() values.
std::string draw_example(const std::vector<double>& values, const InputShape& shape,
                         DrawingStyle style);

}  // namespace runner
