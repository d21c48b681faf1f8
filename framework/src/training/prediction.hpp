#pragma once

#include <cstdint>

namespace runner {

// What the network makes of an example.
struct Prediction {
  std::uint32_t predicted = 0;  // the class with the largest probability, the first of equals
  double confidence = 0;        // its probability
};

}  // namespace runner
