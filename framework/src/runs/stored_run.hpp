#pragma once

#include <filesystem>

#include "config/flat_config.hpp"
#include "runs/run_manifest.hpp"

namespace runner {

// What run.json and config.yaml say of a run.
struct StoredRun {
  RunManifest manifest;
  FlatConfig config;
};

// Reads run.json and config.yaml.
// Throws: Error (not_found, not_readable, damaged, unsupported, invalid_input) if one of them is
// missing, damaged or cannot be read.
StoredRun read_stored_run(const std::filesystem::path& folder);

// Reads config.yaml as a tree.
// Throws: Error (damaged, invalid_input).
Value read_stored_config(const std::filesystem::path& folder);

}  // namespace runner
