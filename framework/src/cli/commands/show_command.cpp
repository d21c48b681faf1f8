#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "base/text_width.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/half_blocks.hpp"
#include "execution/run_inputs.hpp"
#include "runs/predictions.hpp"
#include "runs/run_record.hpp"

namespace runner {
namespace {

struct ShowArguments {
  std::string run;
  std::vector<std::string> indices;
  bool misclassified = false;
  std::string count = "4";
  std::vector<std::string> plugin_folders;
};

std::optional<int> parse(ShowArguments& arguments, int argc, char** argv) {
  CLI::App app("Draws test images of a run with what the network made of them.", "runner show");
  app.add_option("RUN", arguments.run, "The run's folder")->required()->type_name("");
  auto* indices = app.add_option("INDEX", arguments.indices,
                                 "Examples by their index in predictions.csv (default: the first)")
                      ->type_name("");
  app.add_flag("--misclassified", arguments.misclassified,
               "Only examples that were classified wrong")
      ->excludes(indices);
  app.add_option("--count", arguments.count, "How many examples to draw (default: 4)")
      ->excludes(indices)
      ->type_name("N");
  add_plugin_path(app, arguments.plugin_folders);
  return parse_arguments(app, argc, argv);
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
  throw Error(ErrorCode::invalid_input,
              fmt::format("INDEX {} is no test example of this run; its {} test examples have "
                          "indices from {} to {}, which predictions.csv lists.",
                          index, predictions.size(), low->index, high->index));
}

std::vector<PredictionLine> choose(const std::vector<PredictionLine>& predictions,
                                   const ShowArguments& arguments) {
  std::vector<PredictionLine> chosen;
  if (!arguments.indices.empty()) {
    for (const auto& text : arguments.indices) {
      chosen.push_back(prediction_of(predictions, parse_uint_argument("INDEX", text)));
    }
    return chosen;
  }
  const std::uint64_t count = parse_uint_argument("--count", arguments.count, 1);
  for (const auto& prediction : predictions) {
    if (chosen.size() == count) break;
    const bool wrong = prediction.predicted != prediction.label;
    if (wrong || !arguments.misclassified) chosen.push_back(prediction);
  }
  return chosen;
}

// An example's values as the network sees them, which is 0 to 1 for images.
std::vector<double> scaled_values(const Examples& examples, std::uint64_t index, double scale) {
  std::vector<double> values;
  std::visit(
      [&](const auto& matrix) {
        const auto column = static_cast<arma::uword>(index);
        for (arma::uword row = 0; row < matrix.n_rows; ++row) {
          values.push_back(static_cast<double>(matrix.at(row, column)) / scale);
        }
      },
      examples.values);
  return values;
}

std::uint8_t brightness(double value) {
  return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(value, 0.0, 1.0)));
}

// Data with neither 1 nor 3 channels show the mean of a pixel's channels.
formats::Image image_of(const std::vector<double>& values, const InputShape& shape) {
  formats::Image image{shape.rows, shape.columns, shape.channels == 3 ? 3U : 1U, {}};
  const std::size_t step = shape.channels == 3 ? 1 : shape.channels;
  for (std::size_t i = 0; i + step <= values.size(); i += step) {
    double sum = 0;
    for (std::size_t j = 0; j < step; ++j) sum += values[i + j];
    image.values.push_back(brightness(sum / static_cast<double>(step)));
  }
  return image;
}

// Data that are no images: the first of their values in a line.
std::string value_line(const std::vector<double>& values) {
  constexpr std::size_t most = 16;
  std::string line;
  for (std::size_t i = 0; i < std::min(values.size(), most); ++i) {
    line += fmt::format("{}{:.4g}", i == 0 ? "" : " ", values[i]);
  }
  return line + (values.size() > most ? " ...\n" : "\n");
}

std::string class_name(const RunRecord& record, std::uint32_t label) {
  const auto& names = data_of(record).summary.class_names;
  return label < names.size() ? printable(names[label]) : std::to_string(label);
}

std::string caption(const RunRecord& record, const PredictionLine& prediction) {
  return fmt::format("index {}: predicted {} with confidence {:.4f}, label {}{}\n",
                     prediction.index, class_name(record, prediction.predicted),
                     prediction.confidence, class_name(record, prediction.label),
                     prediction.predicted == prediction.label ? "" : " (wrong)");
}

void print_example(const RunRecord& record, const LoadedData& data,
                   const PredictionLine& prediction, DrawingStyle style) {
  const Examples& examples = data.test ? *data.test : data.pool;
  if (prediction.index >= examples.count()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: predictions.csv names the example {}, but the data has {}.",
                            record.folder.string(), prediction.index, examples.count()));
  }
  const auto values = scaled_values(examples, prediction.index, data.scale);
  fmt::print("{}{}", caption(record, prediction),
             data.shape.rows == 1 ? value_line(values)
                                  : draw_half_blocks(image_of(values, data.shape), style));
}

}  // namespace

int show_command(int argc, char** argv) {
  ShowArguments arguments;
  if (const auto status = parse(arguments, argc, argv)) return *status;

  const RunRecord record = read_run(arguments.run);
  const auto predictions = read_predictions(record.folder);
  if (predictions.empty()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the run has no test examples to show.", arguments.run));
  }
  const auto chosen = choose(predictions, arguments);
  if (chosen.empty()) {
    fmt::print("None of the {} test examples was misclassified.\n", predictions.size());
    return 0;
  }
  const auto data = load_run_data(record, Catalog(plugin_folders(arguments.plugin_folders)));
  const DrawingStyle style = style_of_stdout();
  for (const auto& prediction : chosen) print_example(record, data->data(), prediction, style);
  return 0;
}

}  // namespace runner
