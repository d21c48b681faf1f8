#include "execution/describe_run.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <runner/dataset.hpp>

#include "data/data_hash.hpp"
#include "data/data_warnings.hpp"
#include "execution/environment_info.hpp"

namespace runner {
namespace {

RunPlugin describe_plugin(const PluginInfo& info, const std::string& sha256) {
  const abi::BuildFacts& build = info.build;
  return {std::string(kind_name(info.kind)),
          info.name,
          info.version,
          info.path.string(),
          sha256,
          fmt::format("{} {}", text(build.compiler), text(build.compiler_version)),
          build.cxx_abi,
          text(build.arma_version),
          text(build.instruction_set)};
}

RunData describe_data(const HashedData& data, const Split& split) {
  return {data.sha256(),       split_sha256(split),      data.summary(),
          split.train.count(), split.validation.count(), split.test.count()};
}

}  // namespace

std::vector<std::string> warnings_before_training(const Experiment& experiment,
                                                  const LoadedData& data, const Split& split) {
  auto warnings = plugin_warnings(experiment);
  for (auto& warning : data_warnings(data, split, experiment.spec.standardize)) {
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

RunManifest describe_run(const Experiment& experiment, const HashedData& data,
                         const TrainingSession& session, const RunOptions& options) {
  RunManifest manifest = begin_manifest(experiment.spec.name, experiment.spec.seed);
  if (options.resume && !options.resume->started.empty()) {
    manifest.started = options.resume->started;
  }
  manifest.data = describe_data(data, session.split());
  manifest.network = session.shape();
  const auto plugins = plugins_of(experiment);
  for (std::size_t i = 0; i < plugins.size(); ++i) {
    manifest.plugins.push_back(describe_plugin(plugins[i]->info, experiment.plugin_sha256[i]));
  }
  manifest.warnings = options.earlier_warnings;
  for (const auto& warning : options.warnings) {
    const auto end = manifest.warnings.end();
    if (std::find(manifest.warnings.begin(), end, warning) == end) {
      manifest.warnings.push_back(warning);
    }
  }
  manifest.environment = environment_info(options.threads);
  return manifest;
}

RunRecorder::Sample sample_of(TrainingSession& session,
                              const std::vector<std::string>& class_names) {
  const ExampleSet& train = session.split().train;
  const auto shown = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(3, train.count() / 2));
  std::vector<std::uint32_t> rows(train.rows.begin(), train.rows.begin() + shown);
  rows.insert(rows.end(), train.rows.end() - shown, train.rows.end());
  const auto names_of = [&class_names](const std::vector<std::uint32_t>& classes) {
    std::vector<std::string> names;
    for (const auto index : classes) names.push_back(class_names[index]);
    return names;
  };
  return {names_of(labels_of(train, rows)),
          [&session, rows, names_of] { return names_of(session.predict_rows(rows)); }};
}

std::vector<PredictionLine> prediction_lines(TrainingSession& session) {
  const ExampleSet& test = session.split().test;
  const auto labels = labels_of(test, test.rows);
  const auto predictions = session.predict_test();
  std::vector<PredictionLine> lines;
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    lines.push_back({test.rows[i], labels[i], predictions[i].predicted, predictions[i].confidence});
  }
  return lines;
}

}  // namespace runner
