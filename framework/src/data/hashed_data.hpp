#pragma once

#include <future>
#include <string>

#include "data/load_data.hpp"

namespace runner {

// A dataset's examples with their hash, which another thread works out meanwhile.
class HashedData {
 public:
  // Loads the data; throws as load_data() does.
  explicit HashedData(const BoundPlugin<Dataset>& dataset);

  const LoadedData& data() const { return data_; }
  // data_sha256() of the data. The first caller waits for it; no other thread is left afterwards.
  std::string sha256() const { return sha256_.get(); }

 private:
  LoadedData data_;
  std::shared_future<std::string> sha256_;
};

}  // namespace runner
