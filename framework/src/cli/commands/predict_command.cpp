#include <numeric>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "config/diagnostics.hpp"
#include "data/pictures.hpp"
#include "runs/weights.hpp"
#include "training/batch_executor.hpp"

namespace runner {
namespace {

struct Arguments {
  std::string run;
  std::vector<std::string> files;
  bool invert = false;
  std::vector<std::string> plugin_folders;
};

bool parse(Arguments& arguments, int argc, char** argv) {
  ArgumentParser parser(
      "runner predict",
      "Classifies pictures with a run's weights; the run's data is not needed. Prints a line for
      "
      "each picture: file, class and confidence, separated by tabs.
      "
      "PNG pictures are scaled to the size of the run's images, keeping their proportions, and
      "
      "centred on black.");
  parser.add_positional("RUN", arguments.run, "The run's folder");
  parser.add_positionals("FILE", arguments.files,
                         "PNG pictures of any size, or IDX files of images, gzipped or not");
  parser.add_flag("--invert", arguments.invert,
                  "Exchange black and white, for dark ink on white paper; PNG pictures are then "
                  "centred on white first");
  add_plugin_path(parser, arguments.plugin_folders);
  return parser.parse(argc, argv);
}

template <typename Real>
void classify(const TwoLayerNetwork<Real>& network, const RunRecord& record,
              const Pictures& pictures) {
  ThreadPool team(1);
  BatchExecutor<Real> pass(network.shape(), team);
  std::vector<std::uint32_t> columns(pictures.names.size());
  std::iota(columns.begin(), columns.end(), 0U);
  const SparseExamples<Real> lists(pictures.examples, columns, RowOrder::given);
  const auto predictions = pass.predict(network, lists);
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    fmt::print("{}\t{}\t{:.4f}\n", printable(pictures.names[i]),
               printable(record.class_names[predictions[i].predicted]), predictions[i].confidence);
  }
}

template <typename Real>
void predict(const RunRecord& record, const ExperimentSpec& spec, const Arguments& arguments) {
  Diagnostics diagnostics;
  const Catalog catalog(plugin_folders(arguments.plugin_folders));
  const auto activation = bind_plugin<Activation<Real>>(catalog, spec.activation, diagnostics);
  diagnostics.throw_if_any();
  TwoLayerNetwork<Real> network(network_shape(record, spec), activation, record.scale);
  read_weights(record, network.parameters);

  // Reads all files before printing anything, so that a bad file yields no partial output.
  std::vector<Pictures> pictures;
  for (const auto& file : arguments.files) {
    pictures.push_back(read_pictures(file, {record.shape, record.scale, arguments.invert}));
  }
  for (const auto& one : pictures) classify(network, record, one);
}

}  // namespace

ExitStatus predict_command(int argc, char** argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return ExitStatus::success;

  const RunRecord record = read_run(arguments.run);
  const ExperimentSpec spec = read_run_spec(record);
  if (spec.precision == Precision::single) {
    predict<float>(record, spec, arguments);
  } else {
    predict<double>(record, spec, arguments);
  }
  return ExitStatus::success;
}

}  // namespace runner
