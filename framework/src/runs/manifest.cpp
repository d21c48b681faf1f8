#include "runs/manifest.hpp"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <runner/parameters.hpp>

#include "base/atomic_file.hpp"
#include "base/process_identity.hpp"
#include "base/sha256.hpp"
#include "data/data_hash.hpp"
#include "runs/environment_info.hpp"
#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

std::string utc_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

// The facts that may differ between plugins that are loaded together, and the C++ ABI.
nlohmann::ordered_json build_of(const abi::BuildFacts& build) {
  return {{"compiler", fmt::format("{} {}", text(build.compiler), text(build.compiler_version))},
          {"cxx_abi", build.cxx_abi},
          {"armadillo", text(build.arma_version)},
          {"instruction_set", text(build.instruction_set)}};
}

}  // namespace

Manifest::Manifest(const std::string& name, std::uint32_t seed, unsigned threads) {
  const ProcessIdentity process = this_process();
  json_ = {{"format", 1},
           {"name", name},
           {"status", "running"},
           {"stop_reason", nullptr},
           {"started", utc_now()},
           {"ended", nullptr},
           {"process",
            {{"host", process.host},
             {"boot_id", process.boot_id},
             {"pid", process.pid},
             {"start_time", process.start_time}}},
           {"result", nullptr},
           {"seed", seed},
           {"data", nullptr},
           {"network", nullptr},
           {"plugins", nlohmann::ordered_json::array()},
           {"warnings", nlohmann::ordered_json::array()},
           {"environment", environment_info(threads)}};
}

void Manifest::set_data(const LoadedData& data, const std::string& sha256, const Split& split) {
  json_["data"] = {{"sha256", sha256},
                   {"split_sha256", split_sha256(split)},
                   {"shape",
                    {{"rows", data.shape.rows},
                     {"columns", data.shape.columns},
                     {"channels", data.shape.channels}}},
                   {"scale", data.scale},
                   {"classes", data.class_names},
                   {"pool_examples", data.pool.count()},
                   {"train_examples", split.train.count()},
                   {"validation_examples", split.validation.count()},
                   {"test_examples", split.test.count()}};
}

void Manifest::set_network(const NetworkShape& shape) {
  json_["network"] = {
      {"inputs", shape.inputs}, {"hidden_units", shape.hidden_units}, {"classes", shape.classes}};
}

void Manifest::add_plugin(const PluginInfo& info, const std::string& sha256) {
  json_["plugins"].push_back({{"kind", kind_name(info.kind)},
                              {"name", info.name},
                              {"version", info.version},
                              {"path", info.path.string()},
                              {"sha256", sha256},
                              {"build", build_of(info.build)}});
}

void Manifest::set_warnings(const std::vector<std::string>& warnings) {
  json_["warnings"] = warnings;
}

void Manifest::set_result(const MetricsRow& row) {
  auto& result = json_["result"];
  result = {{"iteration", row.iteration}, {"epoch", row.epoch}};
  for (const auto& figure : named_figures(row)) {
    auto& field = result[std::string(figure.name)];
    if (figure.value) field = *figure.value;
  }
}

void Manifest::set_status(std::string_view status, std::string_view reason) {
  json_["status"] = status;
  if (!reason.empty()) json_["stop_reason"] = reason;
  json_["ended"] = utc_now();
}

void Manifest::write(const RunFolder& folder) const {
  // Bytes that are no UTF-8 (a path may hold them) are replaced rather than refused.
  constexpr auto replace = nlohmann::ordered_json::error_handler_t::replace;
  write_file_atomically(folder.file("run.json"), json_.dump(2, ' ', false, replace) + "\n");
}

}  // namespace runner
