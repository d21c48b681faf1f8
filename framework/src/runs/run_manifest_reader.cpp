// read_manifest(): a file may come from anywhere, so nothing in it is trusted.
#include <cmath>
#include <limits>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/regular_file.hpp"
#include "runs/file_names.hpp"
#include "runs/run_manifest.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t max_json_bytes = 64 << 20;
constexpr int oldest_format = 1;
constexpr int newest_format = 2;

// What is wrong with the file, as a clause.
[[noreturn]] void fail(const std::string& clause) { throw Error(ErrorCode::damaged, clause); }

// nlohmann's messages begin with an identifier in brackets that helps nobody here.
std::string plain_message(const json::exception& error) {
  const std::string text = error.what();
  const std::size_t end = text.find("] ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

std::string read_text(const fs::path& file) {
  std::error_code error;
  std::string text = read_regular_file(file, max_json_bytes, error);
  if (!error) return text;
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    throw Error(
        ErrorCode::not_found,
        fmt::format("{}: the file does not exist, so the folder is not a complete run folder.",
                    file.string()));
  }
  throw Error(ErrorCode::not_readable,
              fmt::format("{}: the file cannot be read: {}.", file.string(), error.message()));
}

// A text or number that may be missing or null.
std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::uint64_t count_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

// The member, or null if it is missing or null.
const json* member(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

ProcessIdentity read_process(const json& process) {
  return {process.at("host").get<std::string>(), process.at("boot_id").get<std::string>(),
          process.at("pid").get<pid_t>(), process.at("start_time").get<std::uint64_t>()};
}

MetricsRow read_result(const json& result) {
  MetricsRow row;
  row.iteration = result.at("iteration").get<std::uint64_t>();
  row.epoch = result.at("epoch").get<std::uint64_t>();
  row.train = {std::nan(""), std::nan("")};
  for (const Metric metric : all_metrics) {
    const auto found = result.find(std::string(to_text(metric)));
    if (found == result.end() || !found->is_number()) continue;
    set_metric_value(row, metric, found->get<double>());
  }
  return row;
}

// Memory is taken for sizes that come from here, so they are bounded.
void check_data(const DataSummary& summary) {
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

// The member as a T, or an empty T if it is missing.
template <typename T>
T member_or_empty(const json& object, const char* key) {
  const json* const found = member(object, key);
  return found == nullptr ? T{} : found->get<T>();
}

RunData read_data(const json& object) {
  RunData data;
  data.sha256 = object.at("sha256").get<std::string>();
  data.split_sha256 = text_at(object, "split_sha256");
  const json& shape = object.at("shape");
  data.summary.shape = {shape.at("rows").get<std::uint64_t>(),
                        shape.at("columns").get<std::uint64_t>(),
                        shape.at("channels").get<std::uint64_t>()};
  data.summary.scale = object.at("scale").get<double>();
  data.summary.class_names = object.at("classes").get<std::vector<std::string>>();
  data.summary.first_label = member_or_empty<std::uint32_t>(object, "first_label");
  data.summary.class_examples =
      member_or_empty<std::vector<std::uint64_t>>(object, "class_examples");
  data.summary.decisions = member_or_empty<std::vector<std::string>>(object, "decisions");
  data.summary.input_names = member_or_empty<std::vector<std::string>>(object, "inputs");
  data.summary.pool_examples = count_at(object, "pool_examples");
  data.train_examples = count_at(object, "train_examples");
  data.validation_examples = count_at(object, "validation_examples");
  data.test_examples = count_at(object, "test_examples");
  check_data(data.summary);
  return data;
}

RunPlugin read_plugin(const json& object) {
  RunPlugin plugin{text_at(object, "kind"),
                   text_at(object, "name"),
                   text_at(object, "version"),
                   text_at(object, "path"),
                   text_at(object, "sha256"),
                   {},
                   0,
                   {},
                   {}};
  if (const json* build = member(object, "build")) {
    plugin.compiler = text_at(*build, "compiler");
    plugin.cxx_abi = count_at(*build, "cxx_abi");
    plugin.armadillo = text_at(*build, "armadillo");
    plugin.instruction_set = text_at(*build, "instruction_set");
  }
  return plugin;
}

RunEnvironment read_environment(const json& object) {
  RunEnvironment environment;
  environment.runner = text_at(object, "runner");
  environment.git = text_at(object, "git");
  environment.compiler = text_at(object, "compiler");
  environment.build_type = text_at(object, "build_type");
  environment.instruction_set = text_at(object, "instruction_set");
  environment.armadillo = text_at(object, "armadillo");
  environment.blas = text_at(object, "blas");
  environment.blas_core = text_at(object, "blas_core");
  if (const json* variables = member(object, "blas_variables")) {
    for (const auto& [name, value] : variables->items()) {
      if (value.is_string()) {
        environment.blas_variables.emplace_back(name, value.get<std::string>());
      }
    }
  }
  environment.kernels = text_at(object, "kernels");
  environment.kernel = text_at(object, "kernel");
  environment.cpu = text_at(object, "cpu");
  environment.cores = count_at(object, "cores");
  environment.threads = count_at(object, "threads");
  return environment;
}

RunStatus read_status(const json& object) {
  const auto text = object.at("status").get<std::string>();
  const auto status = stored_run_status(text);
  if (!status) fail(fmt::format("it has a status '{}' that this program does not know", text));
  return *status;
}

// Format 1 had no code; only its sentence tells a pause at a rung from a signal.
void add_code_of_format_1(RunManifest& manifest) {
  if (manifest.status == RunStatus::diverged) manifest.stop_code = StopCode::diverged;
  if (manifest.status != RunStatus::interrupted) return;
  const bool paused = manifest.stop_reason.starts_with("paused ");
  if (paused) manifest.status = RunStatus::paused;
  manifest.stop_code = paused ? StopCode::rung : StopCode::signal;
}

RunManifest from_json(const json& object) {
  const int format = object.at("format").get<int>();
  if (format < oldest_format || format > newest_format) {
    fail(fmt::format("it has format {}, and this program reads formats {} to {}", format,
                     oldest_format, newest_format));
  }
  RunManifest manifest;
  manifest.name = object.at("name").get<std::string>();
  manifest.status = read_status(object);
  manifest.stop_code = stop_code_from(text_at(object, "stop_code"));
  manifest.stop_reason = text_at(object, "stop_reason");
  manifest.started = text_at(object, "started");
  manifest.ended = text_at(object, "ended");
  manifest.seed = object.at("seed").get<std::uint32_t>();
  if (const json* process = member(object, "process")) manifest.process = read_process(*process);
  if (const json* result = member(object, "result")) manifest.result = read_result(*result);
  if (const json* data = member(object, "data")) manifest.data = read_data(*data);
  if (const json* shape = member(object, "network")) {
    manifest.network = {count_at(*shape, "inputs"), count_at(*shape, "hidden_units"),
                        count_at(*shape, "classes")};
  }
  if (const json* plugins = member(object, "plugins")) {
    for (const auto& plugin : *plugins) manifest.plugins.push_back(read_plugin(plugin));
  }
  if (const json* warnings = member(object, "warnings")) {
    manifest.warnings = warnings->get<std::vector<std::string>>();
  }
  if (const json* environment = member(object, "environment")) {
    manifest.environment = read_environment(*environment);
  }
  if (manifest.status == RunStatus::running && !manifest.process) fail("it has no process");
  if (format == 1) add_code_of_format_1(manifest);
  return manifest;
}

}  // namespace

RunManifest read_manifest(const fs::path& folder) {
  const fs::path file = folder / file_names::manifest;
  const std::string text = read_text(file);
  const auto damaged = [&](const std::string& clause) {
    return Error(ErrorCode::damaged,
                 fmt::format("{}: the file is damaged: {}.", file.string(), clause));
  };
  try {
    return from_json(json::parse(text));
  } catch (const json::exception& error) {
    throw damaged(plain_message(error));
  } catch (const Error& error) {
    throw damaged(error.what());
  }
}

}  // namespace runner
