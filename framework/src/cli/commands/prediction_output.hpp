// What `runner predict` prints.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/data_summary.hpp"
#include "execution/classify_files.hpp"

namespace runner {

// How many classes are listed with their probabilities beside the predicted one.
struct ListedClasses {
  std::uint64_t top = 0;  // the most probable ones
  bool all = false;       // all, in their order
};

// A line an example, separated by tabs: its name, the predicted class, its probability, then each
// listed class and its probability. Control characters become '?'. With `drawings` each line
// follows the example as the network saw it.
std::string predictions_as_text(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                                const ListedClasses& listed, bool drawings);

// RFC 4180 with lines that end in LF: example, predicted (the number that the run's data use),
// predicted_name, confidence; label and label_name if any file has labels, empty for an example
// without; then `probability NAME` for each class or, of the most probable ones, class_1,
// probability_1, ...
std::string predictions_as_csv(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                               const ListedClasses& listed);

// An array with one object an example: example, predicted, predicted_name, confidence, label and
// label_name if it has one, and probabilities: an array of objects with class and probability.
std::string predictions_as_json(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                                const ListedClasses& listed);

// What Kaggle's "Digit Recognizer" takes: ImageId, from 1 through all files, and Label, the number
// that the run's data use.
std::string predictions_for_kaggle(const std::vector<ClassifiedFile>& files,
                                   const DataSummary& data);

// "accuracy 0.9350 (187 of 200)"; empty if no example has a label.
std::string accuracy_text(const std::vector<ClassifiedFile>& files);

}  // namespace runner
