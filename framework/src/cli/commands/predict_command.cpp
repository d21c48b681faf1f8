#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "execution/classify_images.hpp"

namespace runner {
namespace {

struct PredictArguments {
  std::string run;
  std::vector<std::string> files;
  bool invert = false;
  std::vector<std::string> plugin_folders;
};

bool parse(PredictArguments& arguments, int argc, char** argv) {
  ArgumentParser parser(
      "runner predict",
      "Classifies images with a run's weights; the run's data is not needed. Prints a line for\n"
      "each image: file, class and confidence, separated by tabs.\n"
      "PNG and JPEG images are scaled to the size of the run's images, keeping their proportions, "
      "and\n"
      "centred on black.");
  parser.add_positional("RUN", arguments.run, "The run's folder");
  parser.add_positionals("FILE", arguments.files,
                         "PNG or JPEG images of any size, or IDX files of images, gzipped or not");
  parser.add_flag("--invert", arguments.invert,
                  "Exchange black and white, for dark ink on white paper; PNG and JPEG images are "
                  "then centred on white first");
  add_plugin_path(parser, arguments.plugin_folders);
  return parser.parse(argc, argv);
}

}  // namespace

ExitStatus predict_command(int argc, char** argv) {
  PredictArguments arguments;
  if (!parse(arguments, argc, argv)) return ExitStatus::success;

  const RunRecord record = read_run(arguments.run);
  const Catalog catalog(plugin_folders(arguments.plugin_folders));
  const auto& class_names = data_of(record).summary.class_names;
  for (const auto& [name, prediction] :
       classify_images(record, catalog, arguments.files, arguments.invert)) {
    fmt::print("{}\t{}\t{:.4f}\n", printable(name), printable(class_names[prediction.predicted]),
               prediction.confidence);
  }
  return ExitStatus::success;
}

}  // namespace runner
