#include "execution/run_inputs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "execution/recorded_plugins.hpp"
#include "plugin_host/path_options.hpp"
#include "runs/file_names.hpp"
#include "runs/weights.hpp"

namespace runner {
namespace {

BoundPlugin bind(const Catalog& catalog, PluginKind kind, const PluginChoice& choice,
                 Precision precision) {
  Diagnostics diagnostics;
  BoundPlugin plugin = bind_plugin(catalog, kind, choice, precision, diagnostics);
  diagnostics.throw_if_any();
  return plugin;
}

// Whether `override` sets the key of one of the others.
bool sets_one_of(const std::string& override, const std::vector<std::string>& others) {
  const std::string start = override.substr(0, override.find('=') + 1);
  return std::any_of(others.begin(), others.end(),
                     [&](const std::string& other) { return other.starts_with(start); });
}

}  // namespace

std::unique_ptr<HashedData> load_dataset(const RunRecord& record, const BoundPlugin& dataset,
                                         const std::vector<std::string>& moved) {
  try {
    return std::make_unique<HashedData>(dataset);
  } catch (const Error& error) {
    const auto missing = overrides_of_missing_paths(dataset);
    if (missing.empty()) throw;
    std::vector<std::string> overrides;
    for (const auto& override : moved) {
      if (!sets_one_of(override, missing)) overrides.push_back(override);
    }
    overrides.insert(overrides.end(), missing.begin(), missing.end());
    throw Error(error.code(),
                fmt::format("{} If the data has moved, give its new place with "
                            "`runner resume {} {}`.",
                            error.what(), record.folder.string(), fmt::join(overrides, " ")));
  }
}

std::unique_ptr<HashedData> load_run_data(const RunRecord& record, const Catalog& catalog) {
  const BoundPlugin dataset = bind_run_dataset(record, catalog);
  auto data = load_dataset(record, dataset);
  const std::string& expected = data_of(record).sha256;
  if (data->sha256() == expected) return data;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: the data has changed since this run: its SHA-256 is now {}, and "
                          "run.json says {}. Restore the data to see the run's images.",
                          record.folder.string(), data->sha256(), expected));
}

BoundPlugin bind_run_dataset(const RunRecord& record, const Catalog& catalog) {
  const ExperimentSpec spec = read_run_spec(record);
  require_recorded_plugins(record, spec, {PluginKind::dataset});
  require_plugins(record, spec, catalog, {PluginKind::dataset});
  return bind(catalog, PluginKind::dataset, spec.dataset, spec.precision);
}

RunPredictor::RunPredictor(const RunRecord& record, const Catalog& catalog)
    : folder_(record.folder) {
  const ExperimentSpec spec = read_run_spec(record);
  require_recorded_plugins(record, spec, {PluginKind::activation});
  require_plugins(record, spec, catalog, {PluginKind::activation});
  activation_ = bind(catalog, PluginKind::activation, spec.activation, spec.precision);
  const NetworkShape shape = network_shape(record, spec);
  predictor_ = make_predictor(spec.precision, activation_, shape, data_of(record).summary.scale,
                              read_weights(record.folder, shape, spec.standardize));
}

std::vector<double> RunPredictor::probabilities(const Examples& examples) {
  auto values = predictor_->probabilities(examples);
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (std::all_of(values.begin(), values.end(), is_finite)) return values;
  throw Error(ErrorCode::damaged,
              fmt::format("{}: the network's outputs are not finite with these weights and the "
                          "data.scale of run.json, so it cannot classify anything. Restore both "
                          "files, or train again.",
                          (folder_ / file_names::weights).string()));
}

}  // namespace runner
