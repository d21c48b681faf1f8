#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"

namespace runner {

// A trial whose plugins fit, before its data was looked at.
struct BoundTrial {
  ExperimentSpec spec;
  Value config;                            // resolved, but for split_size, which the data decides
  std::vector<std::string> plugin_sha256;  // dataset, initializer, activation, optimizer
  std::string dataset;                     // which of TrialBinder::datasets()
};

// Binds the plugins of many experiments, and keeps each dataset that they name once.
class TrialBinder {
 public:
  explicit TrialBinder(const Catalog& catalog) : catalog_(catalog) {}

  // What is wrong is added to `diagnostics`; what comes back is of no use then.
  BoundTrial bind(const ExperimentSpec& spec, Diagnostics& diagnostics);

  const std::map<std::string, BoundPlugin>& datasets() const { return datasets_; }
  // What was noticed when the plugins were loaded, each sentence once.
  const std::set<std::string>& warnings() const { return warnings_; }

 private:
  const std::string& sha256_of(const PluginInfo& info);

  const Catalog& catalog_;
  std::map<std::string, BoundPlugin> datasets_;
  std::map<std::filesystem::path, std::string> sha256_;
  std::set<std::string> warnings_;
};

}  // namespace runner
