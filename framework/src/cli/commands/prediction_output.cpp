#include "cli/commands/prediction_output.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text_width.hpp"
#include "cli/terminal/example_drawing.hpp"
#include "data/indexed_examples.hpp"
#include "runs/csv_cells.hpp"

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

// Calls visit(file, i) for each example.
template <typename Visit>
void each_example(const std::vector<ClassifiedFile>& files, Visit visit) {
  for (const auto& file : files) {
    for (std::size_t i = 0; i < file.names.size(); ++i) visit(file, i);
  }
}

// The classes to list for an example, in the order in which they are listed.
std::vector<std::uint32_t> listed_classes(const ClassifiedFile& file, std::size_t example,
                                          const ListedClasses& listed) {
  std::vector<std::uint32_t> classes(file.classes());
  std::iota(classes.begin(), classes.end(), 0U);
  if (listed.all) return classes;
  std::ranges::stable_sort(classes, [&](std::uint32_t a, std::uint32_t b) {
    return file.probability(example, a) > file.probability(example, b);
  });
  classes.resize(std::min<std::size_t>(listed.top, classes.size()));
  return classes;
}

bool any_labels(const std::vector<ClassifiedFile>& files) {
  return std::ranges::any_of(files, [](const auto& file) { return !file.labels.empty(); });
}

std::uint32_t number_of(const DataSummary& data, std::uint32_t class_index) {
  return data.first_label + class_index;
}

std::string csv_header(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                       const ListedClasses& listed) {
  std::string header = "example,predicted,predicted_name,confidence";
  if (any_labels(files)) header += ",label,label_name";
  if (listed.all) {
    for (const auto& name : data.class_names) header += "," + csv_cell("probability " + name);
  } else {
    const auto top = std::min<std::uint64_t>(listed.top, data.class_names.size());
    for (std::uint64_t i = 1; i <= top; ++i) header += fmt::format(",class_{0},probability_{0}", i);
  }
  return header + "\n";
}

}  // namespace

std::string predictions_as_text(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                                const ListedClasses& listed, bool drawings) {
  const DrawingStyle style = style_of_stdout();
  std::string text;
  each_example(files, [&](const ClassifiedFile& file, std::size_t i) {
    if (drawings) {
      text += draw_example(example_values(file.examples, i, data.scale), data.shape, style);
    }
    const std::uint32_t predicted = file.predicted(i);
    text += fmt::format("{}\t{}\t{:.4f}", printable(file.names[i]),
                        printable(data.class_names[predicted]), file.probability(i, predicted));
    for (const auto c : listed_classes(file, i, listed)) {
      text += fmt::format("\t{}\t{:.4f}", printable(data.class_names[c]), file.probability(i, c));
    }
    text += '\n';
  });
  return text;
}

std::string predictions_as_csv(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                               const ListedClasses& listed) {
  std::string text = csv_header(files, data, listed);
  const bool labels = any_labels(files);
  each_example(files, [&](const ClassifiedFile& file, std::size_t i) {
    const std::uint32_t predicted = file.predicted(i);
    text += fmt::format("{},{},{},{:.17g}", csv_cell(file.names[i]), number_of(data, predicted),
                        csv_cell(data.class_names[predicted]), file.probability(i, predicted));
    if (labels && file.labels.empty()) text += ",,";
    if (!file.labels.empty()) {
      text += fmt::format(",{},{}", number_of(data, file.labels[i]),
                          csv_cell(data.class_names[file.labels[i]]));
    }
    for (const auto c : listed_classes(file, i, listed)) {
      if (!listed.all) text += "," + csv_cell(data.class_names[c]);
      text += fmt::format(",{:.17g}", file.probability(i, c));
    }
    text += '\n';
  });
  return text;
}

std::string predictions_as_json(const std::vector<ClassifiedFile>& files, const DataSummary& data,
                                const ListedClasses& listed) {
  Json array = Json::array();
  each_example(files, [&](const ClassifiedFile& file, std::size_t i) {
    const std::uint32_t predicted = file.predicted(i);
    Json object = {{"example", file.names[i]},
                   {"predicted", number_of(data, predicted)},
                   {"predicted_name", data.class_names[predicted]},
                   {"confidence", file.probability(i, predicted)}};
    if (!file.labels.empty()) {
      object["label"] = number_of(data, file.labels[i]);
      object["label_name"] = data.class_names[file.labels[i]];
    }
    for (const auto c : listed_classes(file, i, listed)) {
      object["probabilities"].push_back(
          {{"class", data.class_names[c]}, {"probability", file.probability(i, c)}});
    }
    array.push_back(std::move(object));
  });
  return array.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string predictions_for_kaggle(const std::vector<ClassifiedFile>& files,
                                   const DataSummary& data) {
  std::string text = "ImageId,Label\n";
  std::uint64_t id = 0;
  each_example(files, [&](const ClassifiedFile& file, std::size_t i) {
    text += fmt::format("{},{}\n", ++id, number_of(data, file.predicted(i)));
  });
  return text;
}

std::string accuracy_text(const std::vector<ClassifiedFile>& files) {
  std::uint64_t labelled = 0;
  std::uint64_t correct = 0;
  each_example(files, [&](const ClassifiedFile& file, std::size_t i) {
    if (file.labels.empty()) return;
    ++labelled;
    if (file.predicted(i) == file.labels[i]) ++correct;
  });
  if (labelled == 0) return {};
  return fmt::format("accuracy {:.4f} ({} of {})",
                     static_cast<double>(correct) / static_cast<double>(labelled), correct,
                     labelled);
}

}  // namespace runner
