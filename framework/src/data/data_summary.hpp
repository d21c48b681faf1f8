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
  bool has_test_set = false;      // of its own
  std::uint32_t first_label = 0;  // what the source calls class 0 if its labels are numbers
  std::vector<std::uint64_t> class_examples = {};  // in the pool, for each class
  std::vector<std::string> input_names = {};       // empty if inputs have no names
  std::vector<std::string> decisions = {};         // see LoadedData
};

DataSummary summarize(const LoadedData& data);

}  // namespace runner
