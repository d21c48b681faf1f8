#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"

namespace runner {

// A trial with its plugins, before its data is loaded.
struct BoundTrial {
  ExperimentSpec spec;
  Value config;                            // resolved, except split_size, which needs the data
  std::vector<std::string> plugin_sha256;  // dataset, initializer, activation, optimizer
  std::string dataset;                     // which of TrialBinder::datasets()
};

// Binds the plugins of many experiments, and keeps one of each dataset that they name.
class TrialBinder {
 public:
  explicit TrialBinder(const Catalog& catalog) : catalog_(catalog) {}

  // Errors are added to `diagnostics`; the result is unusable then.
  BoundTrial bind(const ExperimentSpec& spec, Diagnostics& diagnostics);

  const std::map<std::string, BoundPlugin>& datasets() const { return datasets_; }
  // Warnings from loading the plugins, each sentence once.
  const std::set<std::string>& warnings() const { return warnings_; }

 private:
  const std::string& sha256_of(const PluginInfo& info);

  const Catalog& catalog_;
  std::map<std::string, BoundPlugin> datasets_;
  std::map<std::filesystem::path, std::string> sha256_;
  std::set<std::string> warnings_;
};

}  // namespace runner
