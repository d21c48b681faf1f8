#include "data/data_warnings.hpp"

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/quoted.hpp"

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

}  // namespace

std::vector<std::string> data_warnings(const LoadedData& data, const Split& split) {
  std::vector<std::string> warnings = data.warnings;
  const auto missing = missing_classes(split.train, data.class_names);
  if (missing.empty()) return warnings;
  const bool one = missing.size() == 1;
  warnings.push_back(fmt::format(
      "the class{} {} {} no training examples, so the network does not learn {}.", one ? "" : "es",
      first_names(missing), one ? "has" : "have", one ? "it" : "them"));
  return warnings;
}

}  // namespace runner
