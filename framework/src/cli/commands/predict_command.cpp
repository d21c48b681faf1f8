#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "config/diagnostics.hpp"
#include "data/unlabelled_images.hpp"
#include "execution/run_inputs.hpp"

namespace runner {
namespace {

struct PredictArguments {
  std::string run;
  std::vector<std::string> files;
  bool invert = false;
  std::vector<std::string> plugin_folders;
};

std::optional<int> parse(PredictArguments& arguments, int argc, char** argv) {
  CLI::App app(
      "Classifies pictures with a run's weights. A line a picture: file, class, confidence, "
      "separated "
      "by tabs.\n"
      "A PNG picture is scaled to the size of the run's images with its proportions kept and "
      "centred "
      "on black.\n"
      "The run's data are not needed.",
      "runner predict");
  app.add_option("RUN", arguments.run, "The run's folder")->required()->type_name("");
  app.add_option("FILE", arguments.files,
                 "PNG pictures of any size, or IDX files of images, gzipped or not")
      ->required()
      ->type_name("");
  app.add_flag(
      "--invert", arguments.invert,
      "Exchange black and white, for dark ink on white paper; a PNG picture is then centred "
      "on white first");
  add_plugin_path(app, arguments.plugin_folders);
  return parse_arguments(app, argc, argv);
}

void classify(RunPredictor& predictor, const RunData& data, const UnlabelledImages& images) {
  const auto predictions = predictor.predict(images.examples);
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    fmt::print("{}\t{}\t{:.4f}\n", printable(images.names[i]),
               printable(data.summary.class_names[predictions[i].predicted]),
               predictions[i].confidence);
  }
}

}  // namespace

int predict_command(int argc, char** argv) {
  PredictArguments arguments;
  if (const auto status = parse(arguments, argc, argv)) return *status;

  const RunRecord record = read_run(arguments.run);
  const RunData& data = data_of(record);
  RunPredictor predictor(record, Catalog(plugin_folders(arguments.plugin_folders)));
  // All files are read before anything is printed, so that a wrong one stops the command at its
  // start.
  std::vector<UnlabelledImages> images;
  for (const auto& file : arguments.files) {
    images.push_back(
        read_unlabelled_images(file, {data.summary.shape, data.summary.scale, arguments.invert}));
  }
  for (const auto& one : images) classify(predictor, data, one);
  return 0;
}

}  // namespace runner
