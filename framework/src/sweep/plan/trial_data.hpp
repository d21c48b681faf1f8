#pragma once

#include <map>
#include <memory>
#include <string>

#include "data/hashed_data.hpp"

namespace runner {

// The data of a sweep's trials. Each dataset is loaded and hashed once; processes forked afterwards
// share its memory.
class TrialData {
 public:
  // Loads the dataset, unless it is loaded already. The result lives as long as this object.
  // Throws: Error if the dataset cannot be loaded.
  const HashedData& get(const BoundPlugin& dataset);

 private:
  std::map<std::string, std::unique_ptr<const HashedData>> loaded_;
};

// The dataset's plugin and options as lines of text. Equal keys mean equal data.
std::string dataset_key(const BoundPlugin& dataset);

}  // namespace runner
