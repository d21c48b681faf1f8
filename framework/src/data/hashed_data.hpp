#pragma once

#include <future>
#include <memory>
#include <string>

#include "data/data_summary.hpp"
#include "plugin_host/bound_plugin.hpp"

namespace runner {

// A dataset's examples with their hash, which another thread computes in the background.
class HashedData {
 public:
  // Loads the data; throws as load_data() does.
  explicit HashedData(const BoundPlugin& dataset);
  HashedData(const HashedData&) = delete;  // the thread reads the data where they are
  HashedData& operator=(const HashedData&) = delete;
  ~HashedData();

  const LoadedData& data() const { return *data_; }
  const DataSummary& summary() const { return summary_; }

  // data_sha256() of the data. Waits until it is computed; afterwards its thread has ended, so that
  // the process can fork.
  std::string sha256() const { return sha256_.get(); }

 private:
  std::unique_ptr<const LoadedData> data_;
  DataSummary summary_;
  std::shared_future<std::string> sha256_;
};

}  // namespace runner
