#include "execution/run_experiment.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "checkpoint/checkpoint_file.hpp"
#include "data/data_hash.hpp"
#include "execution/console_lines.hpp"
#include "execution/run_recorder.hpp"
#include "experiment/training_setup.hpp"

namespace runner {
namespace {

template <typename Real>
std::vector<std::string> all_warnings(const Experiment<Real>& experiment,
                                      const RunOptions& options) {
  auto warnings = options.warnings;
  for (auto& warning : plugin_warnings(experiment)) warnings.push_back(std::move(warning));
  return warnings;
}

template <typename Real>
Manifest describe(const Experiment<Real>& experiment, const HashedData& data, const Split& split,
                  const NetworkShape& shape, const RunOptions& options) {
  Manifest manifest(experiment.spec.name, experiment.spec.seed, options.threads);
  manifest.set_data(data.data(), data.sha256(), split);
  manifest.set_network(shape);
  const auto plugins = plugins_of(experiment);
  for (std::size_t i = 0; i < plugins.size(); ++i) {
    manifest.add_plugin(*plugins[i], experiment.plugin_sha256[i]);
  }
  manifest.set_warnings(all_warnings(experiment, options));
  if (options.resume && !options.resume->started.empty()) {
    manifest.set_started(options.resume->started);
  }
  return manifest;
}

// What the run's files will take: the weights and a checkpoint of some six times their size, both
// twice (a copy while they are written), the lines of metrics, log and predictions, and 64 kB for
// the rest.
std::uint64_t expected_bytes(std::uint64_t weight_bytes, const TrainingPlan& plan,
                             const Split& split) {
  const std::uint64_t rows = plan.iterations / plan.report_every + 2;
  return 2 * 7 * weight_bytes + 400 * rows + 48 * split.test.count() + 65536;
}

// Up to three training examples from either end.
template <typename Real>
RunRecorder::Sample sample_of(const ExampleSet& train, const TwoLayerNetwork<Real>& network,
                              BatchExecutor<Real>& pass) {
  const auto shown = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(3, train.count() / 2));
  std::vector<std::uint32_t> rows(train.rows.begin(), train.rows.begin() + shown);
  rows.insert(rows.end(), train.rows.end() - shown, train.rows.end());
  RunRecorder::Sample sample;
  for (const auto row : rows) sample.labels.push_back(train.source->labels[row]);
  sample.predict = [&network, &pass,
                    lists = SparseExamples<Real>(*train.source, rows, RowOrder::given)] {
    std::vector<std::uint32_t> predicted;
    for (const auto& prediction : pass.predict(network, lists)) {
      predicted.push_back(prediction.predicted);
    }
    return predicted;
  };
  return sample;
}

// What is printed first, of an earlier run with a checkpoint or without.
template <typename Moment>
std::string resumed_line(const std::optional<Moment>& moment, const TrainingPlan& plan) {
  if (!moment) return "resumed: there is no checkpoint, so the run starts again at iteration 0";
  return fmt::format("resumed after {} of {} iterations", moment->completed, plan.iterations);
}

RunFolder folder_of_run(const RunOptions& options, const std::string& name, std::uint64_t bytes) {
  if (options.resume) return RunFolder::open(options.resume->folder);
  return options.folder.empty() ? RunFolder::create(options.output, name, bytes)
                                : RunFolder::start_over(options.folder, bytes);
}

RunStatus status_of(const TrainingOutcome& outcome) {
  switch (outcome.status) {
    case TrainingStatus::interrupted:
      return RunStatus::interrupted;
    case TrainingStatus::diverged:
      return RunStatus::diverged;
    case TrainingStatus::finished:
      break;
  }
  return RunStatus::finished;
}

}  // namespace

template <typename Real>
std::vector<std::string> plugin_warnings(const Experiment<Real>& experiment) {
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& warnings) {
    all.insert(all.end(), warnings.begin(), warnings.end());
  };
  add(experiment.dataset.warnings);
  add(experiment.initializer.warnings);
  add(experiment.activation.warnings);
  add(experiment.optimizer.warnings);
  return all;
}

template std::vector<std::string> plugin_warnings(const Experiment<float>&);
template std::vector<std::string> plugin_warnings(const Experiment<double>&);

template <typename Real>
RunOutcome run_experiment(const Experiment<Real>& experiment, const HashedData& data,
                          const RunOptions& options, RunDisplay& display) {
  const ExperimentSpec& spec = experiment.spec;
  // Lists the examples' active inputs while another thread may still hash them.
  TrainingSetup<Real> setup(experiment, data.data(), options.threads, options.pause_after);
  const Split& split = setup.split;
  const TrainingPlan& plan = setup.plan;
  const TwoLayerNetwork<Real>& network = setup.network;
  const auto weight_bytes = network.shape().parameter_count() * sizeof(Real);
  const Value config = resolved_config(experiment, data.data().test ? 0 : split.test.count());
  LeaseCheck lease_check = options.lease_check;
  if (!lease_check.held()) throw FolderLost();  // setting up may have taken long
  RunFolder folder = folder_of_run(options, spec.name, expected_bytes(weight_bytes, plan, split));
  CheckpointFile<Real> checkpoint(
      folder.path(), Fingerprint(experiment, config, data.sha256(), split_sha256(split)),
      spec.checkpoint_every, options.lease_check);
  std::vector<std::string> lines = {
      data_line(spec.name, data.data(), split),
      network_line(experiment, network.shape(), plan, options.threads)};
  std::optional<typename CheckpointFile<Real>::Moment> moment;
  if (options.resume) {
    moment = checkpoint.restore(setup.trainer, network.shape(), plan.iterations);
    folder.cut_metrics(moment ? moment->metrics_bytes : 0);
    lines.insert(lines.begin(), resumed_line(moment, plan));
  }
  RunRecorder recorder(std::move(folder), options.lease_check,
                       describe(experiment, data, split, network.shape(), options), plan.iterations,
                       sample_of(split.train, network, setup.pass), display);
  try {
    const auto warnings = all_warnings(experiment, options);
    moment ? recorder.resume(moment->last_row, warnings, lines)
           : recorder.begin(config, warnings, lines);
    const TrainingOutcome outcome = setup.trainer.train(recorder, &checkpoint);
    recorder.write_weights(network.parameters);
    recorder.write_predictions(split.test, setup.trainer.predict_test());
    recorder.finish(outcome);
    if (outcome.status != TrainingStatus::interrupted) checkpoint.remove();
    return {recorder.path(), status_of(outcome), outcome.reason};
  } catch (const FolderLost&) {
    throw;
  } catch (const std::exception& error) {
    recorder.fail(error.what());
    return {recorder.path(), RunStatus::failed, error.what()};
  }
}

template RunOutcome run_experiment(const Experiment<float>&, const HashedData&, const RunOptions&,
                                   RunDisplay&);
template RunOutcome run_experiment(const Experiment<double>&, const HashedData&, const RunOptions&,
                                   RunDisplay&);

}  // namespace runner
