#include "runs/run_record.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/process_identity.hpp"
#include "config/yaml_reader.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t max_json_bytes = 64 << 20;

[[noreturn]] void fail(const fs::path& file, std::string_view what) {
  throw Error(ErrorCode::invalid_input, fmt::format("{}: {}.", file.string(), what));
}

// nlohmann's messages begin with an identifier in brackets, which helps nobody here.
std::string plain_message(const json::exception& error) {
  const std::string text = error.what();
  const std::size_t end = text.find("] ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

json parse_file(const fs::path& file) {
  std::error_code fault;
  if (!fs::is_regular_file(file, fault)) {
    fail(file, "the file does not exist, so the folder is no complete run folder");
  }
  if (fs::file_size(file, fault) > max_json_bytes) fail(file, "the file is larger than 64 MiB");
  std::ifstream input(file, std::ios::binary);
  if (!input) fail(file, "the file cannot be opened");
  return json::parse(input);
}

ProcessIdentity read_owner(const json& process) {
  return {process.at("host").get<std::string>(), process.at("boot_id").get<std::string>(),
          process.at("pid").get<pid_t>(), process.at("start_time").get<std::uint64_t>()};
}

std::string read_status(const json& manifest) {
  auto status = manifest.at("status").get<std::string>();
  if (status == "running" && owner_state(read_owner(manifest.at("process"))) == OwnerState::dead) {
    return "killed";
  }
  return status;
}

std::map<std::string, double> read_result(const json& manifest) {
  std::map<std::string, double> result;
  const auto found = manifest.find("result");
  if (found == manifest.end() || found->is_null()) return result;
  for (const auto& [name, value] : found->items()) {
    if (value.is_number()) result.emplace(name, value.get<double>());
  }
  return result;
}

// Sizes are taken from here before memory is.
void check_data(const RunRecord& record) {
  constexpr std::uint64_t most = 1'000'000'000;
  std::uint64_t values = 1;
  for (const auto size : {record.shape.rows, record.shape.columns, record.shape.channels}) {
    if (size == 0 || size > most / values) {
      fail(record.folder / "run.json", "the file is damaged: data.shape is no shape of an image");
    }
    values *= size;
  }
  if (!(record.scale > 0) || !std::isfinite(record.scale) || record.class_names.empty()) {
    fail(record.folder / "run.json", "the file is damaged: data.scale or data.classes is wrong");
  }
}

void read_data(RunRecord& record, const json& data) {
  record.data_sha256 = data.at("sha256").get<std::string>();
  record.split_sha256 = data.value("split_sha256", "");
  const json& shape = data.at("shape");
  record.shape = {shape.at("rows").get<std::uint64_t>(), shape.at("columns").get<std::uint64_t>(),
                  shape.at("channels").get<std::uint64_t>()};
  record.scale = data.at("scale").get<double>();
  record.class_names = data.at("classes").get<std::vector<std::string>>();
  check_data(record);
}

// A text or number that may be missing or null.
std::string text_or_empty(const json& manifest, const char* key) {
  const auto found = manifest.find(key);
  return found != manifest.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<double> number_or_nothing(const json& manifest, const char* key) {
  const auto found = manifest.find(key);
  if (found == manifest.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

void read_manifest(RunRecord& record, const json& manifest) {
  const int format = manifest.at("format").get<int>();
  if (format != 1) {
    fail(record.folder / "run.json",
         fmt::format("the file has format {}, and this program reads format 1", format));
  }
  record.name = manifest.at("name").get<std::string>();
  record.status = read_status(manifest);
  record.stop_reason = text_or_empty(manifest, "stop_reason");
  record.started = text_or_empty(manifest, "started");
  if (manifest.contains("process")) record.process = read_owner(manifest.at("process"));
  record.result = read_result(manifest);
  record.seconds = record.metric("seconds");
  if (!record.seconds) record.seconds = number_or_nothing(manifest, "seconds");
  record.seed = manifest.at("seed").get<std::uint32_t>();
  read_data(record, manifest.at("data"));
}

}  // namespace

std::optional<double> RunRecord::metric(std::string_view column) const {
  const auto found = result.find(std::string(column));
  if (found == result.end()) return std::nullopt;
  return found->second;
}

RunRecord read_run(const fs::path& folder) {
  const fs::path file = folder / "run.json";
  RunRecord record;
  record.folder = folder;
  try {
    read_manifest(record, parse_file(file));
  } catch (const json::exception& error) {
    fail(file, "the file is damaged: " + plain_message(error));
  }
  Diagnostics diagnostics;
  record.config = flatten(read_yaml_file((folder / "config.yaml").string(), diagnostics));
  diagnostics.throw_if_any();
  return record;
}

ExperimentSpec read_run_spec(const RunRecord& record) {
  Diagnostics diagnostics;
  const Value config = read_yaml_file((record.folder / "config.yaml").string(), diagnostics);
  ExperimentSpec spec = read_experiment(config, record.name, diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

}  // namespace runner
