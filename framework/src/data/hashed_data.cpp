#include "data/hashed_data.hpp"

#include <functional>

#include "data/data_hash.hpp"

namespace runner {

HashedData::HashedData(const BoundPlugin<Dataset>& dataset)
    : data_(load_data(dataset)),
      sha256_(std::async(std::launch::async, data_sha256, std::cref(data_)).share()) {}

}  // namespace runner
