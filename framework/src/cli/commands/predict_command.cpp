#include <algorithm>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/prediction_output.hpp"
#include "cli/terminal/print_warnings.hpp"

namespace runner {
namespace {

struct PredictArguments {
  std::string run;
  std::vector<std::string> files;
  std::string format = "table";
  std::optional<std::uint64_t> top;
  bool probabilities = false;
  bool show = false;
  PictureOptions pictures;
  std::vector<std::string> plugin_folders;
};

bool parse(PredictArguments& arguments, int argc, char** argv) {
  ArgumentParser parser(
      "runner predict",
      "Classifies examples with a run's weights; the run's data is not needed. Prints a line for\n"
      "each example: file, class and its probability, separated by tabs; the accuracy, if the\n"
      "files have labels, goes to standard error.\n"
      "PNG and JPEG images are scaled to the size of the run's images, keeping their\n"
      "proportions, and centred on black.");
  parser.add_positional("RUN", arguments.run, "The run's folder");
  parser.add_positionals("FILE", arguments.files,
                         "PNG or JPEG images of any size, IDX files of images, or files that the "
                         "run's dataset plugin reads, with labels or without; gzipped or not; -: "
                         "standard input");
  parser.add_option("--format FORMAT", arguments.format,
                    "table, csv, json, or kaggle: a submission with ImageId and Label");
  parser.allow_only("--format", {"table", "csv", "json", "kaggle"});
  parser.add_number("--top K", arguments.top, {1}, "Also list the K most probable classes");
  parser.add_flag("--probabilities", arguments.probabilities,
                  "Also list all classes with their probabilities");
  parser.exclude("--top", "--probabilities");
  parser.add_flag("--invert", arguments.pictures.invert,
                  "Exchange black and white, for dark ink on white paper; PNG and JPEG images are "
                  "then centred on white first");
  parser.add_flag("--centre", arguments.pictures.centre,
                  "Scale and centre the ink of images as the makers of MNIST did, by its "
                  "centre of mass");
  parser.add_flag("--show", arguments.show, "Draw what the network sees");
  add_plugin_path(parser, arguments.plugin_folders);
  return parser.parse(argc, argv);
}

// Throws: Error (invalid_input) for options without effect on the format.
void check_format(const PredictArguments& arguments) {
  const bool lists = arguments.top || arguments.probabilities;
  if (arguments.show && arguments.format != "table") {
    throw Error(ErrorCode::invalid_input, "--show draws only with --format table.");
  }
  if (lists && arguments.format == "kaggle") {
    throw Error(ErrorCode::invalid_input,
                "--format kaggle has no place for probabilities; use --format csv.");
  }
}

std::string output(const PredictArguments& arguments, const std::vector<ClassifiedFile>& files,
                   const DataSummary& data) {
  const ListedClasses listed{arguments.top.value_or(0), arguments.probabilities};
  if (arguments.format == "csv") return predictions_as_csv(files, data, listed);
  if (arguments.format == "json") return predictions_as_json(files, data, listed);
  if (arguments.format == "kaggle") return predictions_for_kaggle(files, data);
  return predictions_as_text(files, data, listed, arguments.show);
}

}  // namespace

ExitStatus predict_command(int argc, char** argv) {
  PredictArguments arguments;
  if (!parse(arguments, argc, argv)) return ExitStatus::success;
  check_format(arguments);

  const RunRecord record = read_run(arguments.run);
  const Catalog catalog(plugin_folders(arguments.plugin_folders));
  const auto files = classify_files(record, catalog, arguments.files, arguments.pictures);
  for (const auto& file : files) print_warnings(file.warnings);
  fmt::print("{}", output(arguments, files, data_of(record).summary));
  if (const std::string accuracy = accuracy_text(files); !accuracy.empty()) log_stderr(accuracy);
  return ExitStatus::success;
}

}  // namespace runner
