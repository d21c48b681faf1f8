// Labels of a source as indices of classes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "label_range.hpp"

namespace runner {

// "labels from 1 to 26"
inline std::string range_text(LabelRange range) {
  return fmt::format("labels from {} to {}", range.smallest, range.largest);
}

// Chooses data.first_label and turns the labels of the pool and of the test set into indices.
// `range` is that of all labels, and `file` the one that the user is pointed to.
// Throws: OptionError (class_names) if there are fewer names than labels.
inline void index_classes(LoadedData& data, LabelRange range, const std::string& file) {
  const auto first_label = choose_first_label(range, data.class_names.size());
  if (!first_label) {
    throw OptionError(
        "class_names",
        fmt::format("{}: there are {}, but class_names has {} {}; list one for each "
                    "label from {} on.",
                    file, range_text(range), data.class_names.size(),
                    data.class_names.size() == 1 ? "entry" : "entries", range.smallest));
  }
  data.first_label = *first_label;
  subtract_first_label(data.pool.labels, *first_label);
  if (data.test) subtract_first_label(data.test->labels, *first_label);
}

// Turns the labels of a further file into indices of layout.class_names.
// Throws: OptionError (file), beginning with `file`, for a label that the run does not have.
inline void index_classes(std::vector<std::uint32_t>& labels, const ExampleLayout& layout,
                          const std::string& file) {
  const std::size_t classes = layout.class_names.size();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] >= layout.first_label && labels[i] - layout.first_label < classes) continue;
    throw OptionError(
        "file",
        fmt::format(
            "{}: its label {}, counted from 0, is {}, but the run has labels from {} to {}.", file,
            i, labels[i], layout.first_label, layout.first_label + classes - 1));
  }
  subtract_first_label(labels, layout.first_label);
}

}  // namespace runner
