#pragma once

#include <cstdint>

namespace runner {

// The sizes of the two-layer network.
struct NetworkShape {
  std::uint64_t inputs = 0;        // p: values of an example
  std::uint64_t hidden_units = 0;  // H
  std::uint64_t classes = 0;       // C

  // Elements of W1 (H x p), b1 (H), W2 (C x H) and b2 (C) together.
  std::uint64_t parameter_count() const {
    return hidden_units * inputs + hidden_units + classes * hidden_units + classes;
  }
  bool operator==(const NetworkShape&) const = default;
};

}  // namespace runner
