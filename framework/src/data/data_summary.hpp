#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <runner/input_shape.hpp>

namespace runner {

struct LoadedData;

// What is known of data without its examples.
struct DataSummary {
  InputShape shape;
  double scale = 1.0;  // the network sees stored values divided by it
  std::vector<std::string> class_names;
  std::uint64_t pool_examples = 0;
  bool has_test_set = false;  // of its own
};

DataSummary summarize(const LoadedData& data);

}  // namespace runner
