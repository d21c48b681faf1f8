#include <numeric>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "config/diagnostics.hpp"
#include "data/unlabelled_images.hpp"
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

std::optional<int> parse(Arguments& arguments, int argc, char** argv) {
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

template <typename Real>
void classify(const TwoLayerNetwork<Real>& network, const RunRecord& record,
              const UnlabelledImages& images) {
  ThreadPool team(1);
  BatchExecutor<Real> pass(network.shape(), team);
  std::vector<std::uint32_t> columns(images.names.size());
  std::iota(columns.begin(), columns.end(), 0U);
  const SparseExamples<Real> lists(images.examples, columns, RowOrder::given);
  const auto predictions = pass.predict(network, lists);
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    fmt::print("{}\t{}\t{:.4f}\n", printable(images.names[i]),
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

  // All files are read before anything is printed, so that a wrong one stops the command at its
  // start.
  std::vector<UnlabelledImages> images;
  for (const auto& file : arguments.files) {
    images.push_back(read_unlabelled_images(file, {record.shape, record.scale, arguments.invert}));
  }
  for (const auto& one : images) classify(network, record, one);
}

}  // namespace

int predict_command(int argc, char** argv) {
  Arguments arguments;
  if (const auto status = parse(arguments, argc, argv)) return *status;

  const RunRecord record = read_run(arguments.run);
  const ExperimentSpec spec = read_run_spec(record);
  if (spec.precision == Precision::single) {
    predict<float>(record, spec, arguments);
  } else {
    predict<double>(record, spec, arguments);
  }
  return 0;
}

}  // namespace runner
