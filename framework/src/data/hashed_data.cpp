#include "data/hashed_data.hpp"

#include <functional>

#include <runner/dataset.hpp>

#include "data/data_hash.hpp"
#include "data/load_data.hpp"

namespace runner {

HashedData::HashedData(const BoundPlugin& dataset)
    : data_(std::make_unique<const LoadedData>(load_data(dataset))),
      summary_(summarize(*data_)),
      sha256_(std::async(std::launch::async, data_sha256, std::cref(*data_)).share()) {}

HashedData::~HashedData() = default;

DataSummary summarize(const LoadedData& data) {
  std::vector<std::uint64_t> class_examples(data.class_names.size());
  for (const auto label : data.pool.labels) ++class_examples[label];
  return {data.shape,
          data.scale,
          data.class_names,
          data.pool.count(),
          data.test.has_value(),
          data.first_label,
          std::move(class_examples),
          data.input_names,
          data.decisions};
}

}  // namespace runner
