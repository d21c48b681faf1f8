#include "data/data_warnings.hpp"

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/quoted.hpp"
#include "data/unscaled_inputs.hpp"

namespace runner {
namespace {

// The names of the classes without an example in the set.
std::vector<std::string> missing_classes(const ExampleSet& set,
                                         const std::vector<std::string>& class_names) {
  std::vector<bool> occurs(class_names.size());
  for (const auto row : set.rows) occurs[set.source->labels[row]] = true;
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < class_names.size(); ++i) {
    if (!occurs[i]) missing.push_back(class_names[i]);
  }
  return missing;
}

std::string missing_classes_warning(const std::vector<std::string>& missing) {
  const bool one = missing.size() == 1;
  return fmt::format("the class{} {} {} no training examples, so the network does not learn {}.",
                     one ? "" : "es", first_names(missing), one ? "has" : "have",
                     one ? "it" : "them");
}

}  // namespace

std::vector<std::string> data_warnings(const LoadedData& data, const Split& split,
                                       bool standardize) {
  std::vector<std::string> warnings = data.warnings;
  const auto missing = missing_classes(split.train, data.class_names);
  if (!missing.empty()) warnings.push_back(missing_classes_warning(missing));
  if (standardize) return warnings;
  const auto unscaled = unscaled_inputs_warning(split.train, data.scale, data.input_names);
  if (!unscaled.empty()) warnings.push_back(unscaled);
  return warnings;
}

}  // namespace runner
