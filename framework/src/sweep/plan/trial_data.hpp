#pragma once

#include <map>
#include <memory>
#include <string>

#include "data/hashed_data.hpp"

namespace runner {

// The data of a sweep's trials: each dataset is loaded and hashed once, and the processes forked
// afterwards share its memory.
class TrialData {
 public:
  // Throws InputError when it cannot be loaded. What comes back lives as long as this object.
  const HashedData& get(const BoundPlugin& dataset);

 private:
  std::map<std::string, std::unique_ptr<const HashedData>> loaded_;
};

// The dataset's plugin and options as lines of text, which are equal for equal data.
std::string dataset_key(const BoundPlugin& dataset);

}  // namespace runner
