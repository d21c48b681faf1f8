#pragma once

#include <future>
#include <memory>
#include <string>

namespace runner {

class Dataset;
struct LoadedData;
template <typename Base>
struct BoundPlugin;

// A dataset's examples with their hash, which another thread computes in the background.
class HashedData {
 public:
  // Loads the data; throws as load_data() does.
  explicit HashedData(const BoundPlugin<Dataset>& dataset);
  HashedData(const HashedData&) = delete;
  HashedData& operator=(const HashedData&) = delete;
  ~HashedData();

  const LoadedData& data() const { return *data_; }

  // data_sha256() of the data. Waits until it is computed; afterwards the thread has ended, so that
  // the process can fork.
  std::string sha256() const { return sha256_.get(); }

 private:
  std::unique_ptr<const LoadedData> data_;
  std::shared_future<std::string> sha256_;
};

}  // namespace runner
