// read_manifest(): a file may come from anywhere, so nothing in it is trusted.
#include <cmath>
#include <limits>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/regular_file.hpp"
#include "runs/file_names.hpp"
#include "runs/json_fields.hpp"
#include "runs/run_manifest.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t max_json_bytes = 64 << 20;
constexpr std::uint64_t oldest_format = 1;
constexpr std::uint64_t newest_format = 2;
constexpr WholeBounds any_whole{0, std::numeric_limits<std::uint64_t>::max()};
constexpr std::uint64_t max_uint32 = std::numeric_limits<std::uint32_t>::max();
constexpr double infinity = std::numeric_limits<double>::infinity();

// What is wrong with the file, as a clause.
[[noreturn]] void fail(const std::string& clause) { throw Error(ErrorCode::damaged, clause); }

std::string read_text(const fs::path& file) {
  std::error_code error;
  std::string text = read_regular_file(file, max_json_bytes, error);
  if (!error) return text;
  if (error == std::errc::not_a_directory) {
    throw Error(ErrorCode::not_found,
                fmt::format("{}: this is a file, not the folder of a run, such as "
                            "experiments/baseline/20260102T030405Z-1a2b3c.",
                            file.parent_path().string()));
  }
  if (error == std::errc::no_such_file_or_directory) {
    throw Error(
        ErrorCode::not_found,
        fmt::format("{}: the file does not exist, so the folder is not a complete run folder.",
                    file.string()));
  }
  throw Error(ErrorCode::not_readable,
              fmt::format("{}: the file cannot be read: {}.", file.string(), error.message()));
}

ProcessIdentity read_process(const JsonField& process) {
  constexpr WholeBounds pids{0, std::numeric_limits<pid_t>::max()};
  return {process.member("host").text(), process.member("boot_id").text(),
          static_cast<pid_t>(process.member("pid").whole(pids)),
          process.member("start_time").whole(any_whole)};
}

// JSON has null for a loss that is not finite, and for a set that was not measured; an accuracy is
// always finite, so it tells which.
void read_metrics_pair(MetricsRow& row, const JsonField& result, Metric loss, Metric accuracy) {
  const JsonField loss_field = result.member(to_text(loss));
  const JsonField accuracy_field = result.member(to_text(accuracy));
  const auto loss_value = loss_field.optional_real({-infinity, infinity});
  const auto accuracy_value = accuracy_field.optional_real({0, 1});
  if (loss_value && !accuracy_value) accuracy_field.fail_expected("a number from 0 to 1");
  if (!accuracy_value) return;
  set_metric_value(row, loss, loss_value.value_or(std::nan("")));
  set_metric_value(row, accuracy, *accuracy_value);
}

MetricsRow read_result(const JsonField& result) {
  constexpr double max_seconds = 1e12;
  MetricsRow row;
  row.iteration = result.member("iteration").whole();
  row.epoch = result.member("epoch").whole();
  row.train = {std::nan(""), std::nan("")};
  read_metrics_pair(row, result, Metric::train_loss, Metric::train_accuracy);
  read_metrics_pair(row, result, Metric::validation_loss, Metric::validation_accuracy);
  read_metrics_pair(row, result, Metric::test_loss, Metric::test_accuracy);
  row.seconds = result.member("seconds").real({0, max_seconds});
  return row;
}

RunData read_data(const JsonField& field) {
  RunData data;
  data.sha256 = field.member("sha256").text();
  data.split_sha256 = field.member("split_sha256").text_or_empty();
  const JsonField shape = field.member("shape");
  data.summary.shape = {shape.member("rows").whole(any_whole),
                        shape.member("columns").whole(any_whole),
                        shape.member("channels").whole(any_whole)};
  data.summary.scale = field.member("scale").real({-infinity, infinity});
  data.summary.class_names = field.member("classes").texts();
  data.summary.first_label =
      static_cast<std::uint32_t>(field.member("first_label").whole_or_zero({0, max_uint32}));
  for (const auto& count : field.member("class_examples").elements()) {
    data.summary.class_examples.push_back(count.whole());
  }
  data.summary.decisions = field.member("decisions").texts();
  data.summary.input_names = field.member("inputs").texts();
  data.summary.pool_examples = field.member("pool_examples").whole_or_zero();
  data.train_examples = field.member("train_examples").whole_or_zero();
  data.validation_examples = field.member("validation_examples").whole_or_zero();
  data.test_examples = field.member("test_examples").whole_or_zero();
  check_sizes(data.summary);
  return data;
}

NetworkShape read_network(const JsonField& network) {
  return {network.member("inputs").whole(), network.member("hidden_units").whole(),
          network.member("classes").whole()};
}

RunPlugin read_plugin(const JsonField& field) {
  RunPlugin plugin;
  plugin.kind = field.member("kind").text_or_empty();
  plugin.name = field.member("name").text_or_empty();
  plugin.version = field.member("version").text_or_empty();
  plugin.path = field.member("path").text_or_empty();
  plugin.sha256 = field.member("sha256").text_or_empty();
  const JsonField build = field.member("build");
  plugin.compiler = build.member("compiler").text_or_empty();
  plugin.cxx_abi = build.member("cxx_abi").whole_or_zero(any_whole);
  plugin.armadillo = build.member("armadillo").text_or_empty();
  plugin.instruction_set = build.member("instruction_set").text_or_empty();
  return plugin;
}

RunEnvironment read_environment(const JsonField& field) {
  RunEnvironment environment;
  environment.runner = field.member("runner").text_or_empty();
  environment.git = field.member("git").text_or_empty();
  environment.compiler = field.member("compiler").text_or_empty();
  environment.build_type = field.member("build_type").text_or_empty();
  environment.instruction_set = field.member("instruction_set").text_or_empty();
  environment.armadillo = field.member("armadillo").text_or_empty();
  environment.blas = field.member("blas").text_or_empty();
  environment.blas_core = field.member("blas_core").text_or_empty();
  for (const auto& [name, value] : field.member("blas_variables").members()) {
    environment.blas_variables.emplace_back(name, value.text());
  }
  environment.kernels = field.member("kernels").text_or_empty();
  environment.kernel = field.member("kernel").text_or_empty();
  environment.cpu = field.member("cpu").text_or_empty();
  environment.cores = field.member("cores").whole_or_zero();
  environment.threads = field.member("threads").whole_or_zero();
  return environment;
}

RunStatus read_status(const JsonField& field) {
  const std::string text = field.text();
  if (const auto status = stored_run_status(text)) return *status;
  throw Error(ErrorCode::unsupported,
              fmt::format("it has a status '{}' that this program does not know; a newer version "
                          "may have written it",
                          text));
}

// Format 1 had no code; only its sentence tells a pause at a rung from a signal.
void add_code_of_format_1(RunManifest& manifest) {
  if (manifest.status == RunStatus::diverged) manifest.stop_code = StopCode::diverged;
  if (manifest.status != RunStatus::interrupted) return;
  const bool paused = manifest.stop_reason.starts_with("paused ");
  if (paused) manifest.status = RunStatus::paused;
  manifest.stop_code = paused ? StopCode::rung : StopCode::signal;
}

std::uint64_t read_format(const JsonField& field) {
  const std::uint64_t format = field.whole({oldest_format, any_whole.max});
  if (format <= newest_format) return format;
  throw Error(ErrorCode::unsupported,
              fmt::format("the file was written by a newer version: format {}; this program reads "
                          "{} and {}",
                          format, oldest_format, newest_format));
}

RunManifest read_fields(const JsonField& root) {
  const std::uint64_t format = read_format(root.member("format"));
  RunManifest manifest;
  manifest.name = root.member("name").text();
  manifest.status = read_status(root.member("status"));
  manifest.stop_code = stop_code_from(root.member("stop_code").text_or_empty());
  manifest.stop_reason = root.member("stop_reason").text_or_empty();
  manifest.started = root.member("started").text_or_empty();
  manifest.ended = root.member("ended").text_or_empty();
  manifest.seed = static_cast<std::uint32_t>(root.member("seed").whole({0, max_uint32}));
  const auto read = [&](const char* key, auto& target, const auto& reader) {
    if (const JsonField field = root.member(key); !field.is_empty()) target = reader(field);
  };
  read("process", manifest.process, read_process);
  read("result", manifest.result, read_result);
  read("data", manifest.data, read_data);
  read("network", manifest.network, read_network);
  read("environment", manifest.environment, read_environment);
  for (const auto& plugin : root.member("plugins").elements()) {
    manifest.plugins.push_back(read_plugin(plugin));
  }
  manifest.warnings = root.member("warnings").texts();
  if (manifest.status == RunStatus::running && !manifest.process) fail("it has no process");
  if (format == 1) add_code_of_format_1(manifest);
  return manifest;
}

}  // namespace

void check_sizes(const DataSummary& summary) {
  constexpr std::uint64_t max_values = 1'000'000'000;
  std::uint64_t values = 1;
  for (const auto size : {summary.shape.rows, summary.shape.columns, summary.shape.channels}) {
    if (size == 0 || size > max_values / values) fail("data.shape is not the shape of an image");
    values *= size;
  }
  if (!(summary.scale > 0) || !std::isfinite(summary.scale) || summary.class_names.empty()) {
    fail("data.scale or data.classes is wrong");
  }
  const std::size_t classes = summary.class_names.size();
  if (!summary.class_examples.empty() && summary.class_examples.size() != classes) {
    fail("data.class_examples does not have a number for each class");
  }
  if (summary.first_label > std::numeric_limits<std::uint32_t>::max() - (classes - 1)) {
    fail("data.first_label is too large");
  }
  if (!summary.input_names.empty() && summary.input_names.size() != values) {
    fail("data.inputs does not have a name for each input");
  }
}

RunManifest read_manifest(const fs::path& folder) {
  const fs::path file = folder / file_names::manifest;
  const std::string text = read_text(file);
  try {
    const nlohmann::json document = parse_json(text);
    return read_fields(JsonField(&document, ""));
  } catch (const Error& error) {
    const bool newer = error.code() == ErrorCode::unsupported;
    throw Error(error.code(), fmt::format("{}: {}{}.", file.string(),
                                          newer ? "" : "the file is damaged: ", error.what()));
  }
}

}  // namespace runner
