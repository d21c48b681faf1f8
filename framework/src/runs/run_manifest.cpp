#include "runs/run_manifest.hpp"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

using Json = nlohmann::ordered_json;

constexpr int written_format = 2;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json to_json(const ProcessIdentity& process) {
  return {{"host", process.host},
          {"boot_id", process.boot_id},
          {"pid", process.pid},
          {"start_time", process.start_time}};
}

Json to_json(const MetricsRow& row) {
  Json json = {{"iteration", row.iteration}, {"epoch", row.epoch}};
  for (const Metric metric : all_metrics) {
    auto& field = json[std::string(to_text(metric))];
    if (const auto value = metric_value(row, metric)) field = *value;
  }
  return json;
}

Json to_json(const RunData& data) {
  const DataSummary& summary = data.summary;
  Json json = {{"sha256", data.sha256},
               {"split_sha256", data.split_sha256},
               {"shape",
                {{"rows", summary.shape.rows},
                 {"columns", summary.shape.columns},
                 {"channels", summary.shape.channels}}},
               {"scale", summary.scale},
               {"classes", summary.class_names},
               {"first_label", summary.first_label},
               {"class_examples", summary.class_examples},
               {"decisions", summary.decisions},
               {"pool_examples", summary.pool_examples},
               {"train_examples", data.train_examples},
               {"validation_examples", data.validation_examples},
               {"test_examples", data.test_examples}};
  if (!summary.input_names.empty()) json["inputs"] = summary.input_names;
  return json;
}

Json to_json(const NetworkShape& shape) {
  return {
      {"inputs", shape.inputs}, {"hidden_units", shape.hidden_units}, {"classes", shape.classes}};
}

Json to_json(const RunPlugin& plugin) {
  return {{"kind", plugin.kind},
          {"name", plugin.name},
          {"version", plugin.version},
          {"path", plugin.path},
          {"sha256", plugin.sha256},
          {"build",
           {{"compiler", plugin.compiler},
            {"cxx_abi", plugin.cxx_abi},
            {"armadillo", plugin.armadillo},
            {"instruction_set", plugin.instruction_set}}}};
}

Json to_json(const RunEnvironment& environment) {
  Json variables = Json::object();
  for (const auto& [name, value] : environment.blas_variables) variables[name] = value;
  return {{"runner", environment.runner},
          {"git", environment.git},
          {"compiler", environment.compiler},
          {"build_type", environment.build_type},
          {"instruction_set", environment.instruction_set},
          {"armadillo", environment.armadillo},
          {"blas", environment.blas},
          {"blas_core", environment.blas_core},
          {"blas_variables", std::move(variables)},
          {"kernels", environment.kernels},
          {"kernel", environment.kernel},
          {"cpu", environment.cpu},
          {"cores", environment.cores},
          {"threads", environment.threads}};
}

template <typename T>
Json optional_json(const std::optional<T>& value) {
  return value ? to_json(*value) : Json();
}

Json to_json(const RunManifest& manifest) {
  Json plugins = Json::array();
  for (const auto& plugin : manifest.plugins) plugins.push_back(to_json(plugin));
  return {{"format", written_format},
          {"name", manifest.name},
          {"status", to_text(manifest.status)},
          {"stop_code", manifest.stop_code ? Json(to_text(*manifest.stop_code)) : Json()},
          {"stop_reason", text_or_null(manifest.stop_reason)},
          {"started", manifest.started},
          {"ended", text_or_null(manifest.ended)},
          {"process", optional_json(manifest.process)},
          {"result", optional_json(manifest.result)},
          {"seed", manifest.seed},
          {"data", optional_json(manifest.data)},
          {"network", optional_json(manifest.network)},
          {"plugins", std::move(plugins)},
          {"warnings", manifest.warnings},
          {"environment", optional_json(manifest.environment)}};
}

}  // namespace

std::string utc_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

RunManifest begin_manifest(const std::string& name, std::uint32_t seed) {
  RunManifest manifest;
  manifest.name = name;
  manifest.seed = seed;
  manifest.started = utc_now();
  manifest.process = this_process();
  return manifest;
}

void end_run(RunManifest& manifest, RunStatus status, std::optional<StopCode> code,
             const std::string& reason) {
  manifest.status = status;
  manifest.stop_code = code;
  manifest.stop_reason = reason;
  manifest.ended = utc_now();
}

void write_manifest(const std::filesystem::path& folder, const RunManifest& manifest) {
  // Bytes that are not UTF-8 (a path may hold them) are replaced rather than refused.
  constexpr auto replace = Json::error_handler_t::replace;
  write_file_atomically(folder / file_names::manifest,
                        to_json(manifest).dump(2, ' ', false, replace) + "\n");
}

}  // namespace runner
