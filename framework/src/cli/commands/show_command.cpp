#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/example_drawing.hpp"
#include "data/indexed_examples.hpp"
#include "execution/run_inputs.hpp"
#include "runs/file_names.hpp"
#include "runs/predictions.hpp"
#include "runs/run_record.hpp"

namespace runner {
namespace {

struct ShowArguments {
  std::string run;
  std::vector<std::uint64_t> indices;
  bool misclassified = false;
  std::optional<std::uint64_t> count = 4;
  std::vector<std::string> plugin_folders;
};

bool parse(ShowArguments& arguments, int argc, char** argv) {
  ArgumentParser parser("runner show", "Draws a run's test images with their predictions.");
  parser.add_positional("RUN", arguments.run, "The run's folder");
  parser.add_optional_positionals(
      "INDEX", arguments.indices,
      "Examples to draw, by their index in predictions.csv (default: the first)");
  parser.add_flag("--misclassified", arguments.misclassified, "Draw only misclassified examples");
  parser.add_number("--count N", arguments.count, {1}, "Number of examples to draw");
  parser.exclude("--misclassified", "INDEX");
  parser.exclude("--count", "INDEX");
  add_plugin_path(parser, arguments.plugin_folders);
  return parser.parse(argc, argv);
}

const PredictionLine& prediction_of(const std::vector<PredictionLine>& predictions,
                                    std::uint64_t index) {
  const auto has_index = [index](const PredictionLine& prediction) {
    return prediction.index == index;
  };
  const auto found = std::find_if(predictions.begin(), predictions.end(), has_index);
  if (found != predictions.end()) return *found;
  const auto [low, high] = std::minmax_element(
      predictions.begin(), predictions.end(),
      [](const PredictionLine& a, const PredictionLine& b) { return a.index < b.index; });
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("INDEX {} is not a test example of this run. Its {} test examples, listed "
                  "in predictions.csv, have indices from {} to {}.",
                  index, predictions.size(), low->index, high->index));
}

std::vector<PredictionLine> choose(const std::vector<PredictionLine>& predictions,
                                   const ShowArguments& arguments) {
  std::vector<PredictionLine> chosen;
  if (!arguments.indices.empty()) {
    for (const auto index : arguments.indices) {
      chosen.push_back(prediction_of(predictions, index));
    }
    return chosen;
  }
  for (const auto& prediction : predictions) {
    if (chosen.size() == *arguments.count) break;
    const bool wrong = prediction.predicted != prediction.label;
    if (wrong || !arguments.misclassified) chosen.push_back(prediction);
  }
  return chosen;
}

void check_count(const RunRecord& record, std::size_t predictions) {
  const std::uint64_t expected = data_of(record).test_examples;
  if (predictions == expected) return;
  throw Error(
      ErrorCode::damaged,
      fmt::format("{}: the file is damaged: it has {} test example{}, but run.json says {}.",
                  (record.folder / file_names::predictions).string(), predictions,
                  predictions == 1 ? "" : "s", expected));
}

std::string class_name(const RunRecord& record, std::uint32_t label) {
  return printable(data_of(record).summary.class_names[label]);
}

std::string caption(const RunRecord& record, const PredictionLine& prediction) {
  return fmt::format("index {}: predicted {} with confidence {:.4f}, label {}{}\n",
                     prediction.index, class_name(record, prediction.predicted),
                     prediction.confidence, class_name(record, prediction.label),
                     prediction.predicted == prediction.label ? "" : " (wrong)");
}

void print_example(const RunRecord& record, const HashedData& data,
                   const PredictionLine& prediction, DrawingStyle style) {
  const std::uint64_t count = indexed_example_count(data.data());
  if (prediction.index >= count) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: predictions.csv refers to example {}, but the indices of the data "
                            "end at {}.",
                            record.folder.string(), prediction.index, count - 1));
  }
  const auto values = indexed_example_values(data.data(), prediction.index);
  fmt::print("{}{}", caption(record, prediction),
             draw_example(values, data.summary().shape, style));
}

}  // namespace

ExitStatus show_command(int argc, char** argv) {
  ShowArguments arguments;
  if (!parse(arguments, argc, argv)) return ExitStatus::success;

  const RunRecord record = read_run(arguments.run);
  const DataSummary& data_seen = data_of(record).summary;
  const auto predictions =
      read_predictions(record.folder, {data_seen.first_label, data_seen.class_names});
  check_count(record, predictions.size());
  if (predictions.empty()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the run has no test examples to show.", arguments.run));
  }
  const auto chosen = choose(predictions, arguments);
  if (chosen.empty()) {
    fmt::print("None of the {} test examples was misclassified.\n", predictions.size());
    return ExitStatus::success;
  }
  const auto data = load_run_data(record, Catalog(plugin_folders(arguments.plugin_folders)));
  const DrawingStyle style = style_of_stdout();
  for (const auto& prediction : chosen) print_example(record, *data, prediction, style);
  return ExitStatus::success;
}

}  // namespace runner
