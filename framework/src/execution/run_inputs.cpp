#include "execution/run_inputs.hpp"

#include <fmt/format.h>

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

}  // namespace

std::unique_ptr<HashedData> load_run_data(const RunRecord& record, const Catalog& catalog) {
  const ExperimentSpec spec = read_run_spec(record);
  const BoundPlugin dataset = bind(catalog, PluginKind::dataset, spec.dataset, spec.precision);
  auto data = std::make_unique<HashedData>(dataset);
  const std::string& expected = data_of(record).sha256;
  if (data->sha256() == expected) return data;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: the data has changed since this run: its SHA-256 is now {}, and "
                          "run.json says {}. Restore the data to see the run's images.",
                          record.folder.string(), data->sha256(), expected));
}

RunPredictor::RunPredictor(const RunRecord& record, const Catalog& catalog) {
  const ExperimentSpec spec = read_run_spec(record);
  activation_ = bind(catalog, PluginKind::activation, spec.activation, spec.precision);
  const NetworkShape shape = network_shape(record, spec);
  predictor_ = make_predictor(spec.precision, activation_, shape, data_of(record).summary.scale,
                              read_weights(record.folder, shape, spec.standardize));
}

}  // namespace runner
