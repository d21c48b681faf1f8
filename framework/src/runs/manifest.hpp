#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <runner/parameters.hpp>

#include "data/split.hpp"
#include "plugin_host/plugin_info.hpp"
#include "runs/run_folder.hpp"
#include "training/metrics.hpp"

namespace runner {

// run.json: what a run was, kept up to date in its folder. experiments/README.md describes the
// fields.
class Manifest {
 public:
  // Begins with status "running" and this process as its owner.
  Manifest(const std::string& name, std::uint32_t seed, unsigned threads);

  void set_data(const LoadedData& data, const std::string& sha256, const Split& split);
  void set_network(const NetworkShape& shape);
  void add_plugin(const PluginInfo& info, const std::string& sha256);
  // What may have changed the results without being an error, as sentences.
  void set_warnings(const std::vector<std::string>& warnings);

  // When the run was first begun, as another manifest's `started` has it.
  void set_started(const std::string& utc) { json_["started"] = utc; }

  // The last metrics so far.
  void set_result(const MetricsRow& row);
  // Ends the run. `status` is one of finished, interrupted, failed, diverged; `reason` may be
  // empty.
  void set_status(std::string_view status, std::string_view reason);

  void write(const RunFolder& folder) const;

 private:
  nlohmann::ordered_json json_;
};

}  // namespace runner
