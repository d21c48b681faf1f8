// run.json: what a run is and how it ended. experiments/README.md describes its fields.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <runner/network_shape.hpp>

#include "base/process_identity.hpp"
#include "data/data_summary.hpp"
#include "runs/run_status.hpp"
#include "training/metrics.hpp"

namespace runner {

// The data that a run saw.
struct RunData {
  std::string sha256;        // data_sha256()
  std::string split_sha256;  // empty if unknown
  DataSummary summary;       // has_test_set is not stored
  std::uint64_t train_examples = 0;
  std::uint64_t validation_examples = 0;
  std::uint64_t test_examples = 0;
};

// A plugin that a run was made with.
struct RunPlugin {
  std::string kind;
  std::string name;
  std::string version;
  std::string path;
  std::string sha256;  // of its file
  // What it was compiled with.
  std::string compiler;
  std::uint64_t cxx_abi = 0;
  std::string armadillo;
  std::string instruction_set;
};

// What besides config, data and plugins can change a run's numbers or speed.
struct RunEnvironment {
  std::string runner;  // its version
  std::string git;     // the commit that it was built from
  std::string compiler;
  std::string build_type;
  std::string instruction_set;
  std::string armadillo;
  std::string blas;
  std::string blas_core;  // that the BLAS has chosen its kernels for
  std::vector<std::pair<std::string, std::string>> blas_variables;  // OPENBLAS_... that are set
  std::string kernels;  // the instruction set of our own
  std::string kernel;   // the operating system's
  std::string cpu;
  std::uint64_t cores = 0;
  std::uint64_t threads = 0;
};

struct RunManifest {
  std::string name;  // the experiment's
  RunStatus status = RunStatus::running;
  std::optional<StopCode> stop_code;
  std::string stop_reason;  // a sentence; empty if the run went through all of its iterations
  std::string started;      // UTC, as 2026-01-02T03:04:05Z
  std::string ended;        // empty while it runs
  std::optional<ProcessIdentity> process;  // that wrote the folder last
  // The metrics of the weights in weights.npz; while it runs, the last ones.
  std::optional<MetricsRow> result;
  std::uint32_t seed = 0;
  std::optional<RunData> data;  // nothing if the run ended before the data were known
  std::optional<NetworkShape> network;
  std::vector<RunPlugin> plugins;
  std::vector<std::string> warnings;
  std::optional<RunEnvironment> environment;
};

// The present time as `started` and `ended` have it.
std::string utc_now();

// A manifest of a run that begins now, in this process.
RunManifest begin_manifest(const std::string& name, std::uint32_t seed);

// Ends the run now.
void end_run(RunManifest& manifest, RunStatus status, std::optional<StopCode> code,
             const std::string& reason);

// Writes run.json in format 2, atomically.
// Throws: Error (not_writable, no_space).
void write_manifest(const std::filesystem::path& folder, const RunManifest& manifest);

// Reads run.json in format 1 or 2. Fields of later minor versions are ignored. In format 1 a run
// that was paused at a rung says `interrupted`; it is read as paused. A value of the wrong type or
// out of its range makes the file damaged.
// Throws: Error (not_found, not_readable, damaged, or unsupported if a newer version wrote the
// file), a sentence that names the file.
RunManifest read_manifest(const std::filesystem::path& folder);

// Checks the sizes in a summary that was read back: memory is taken for them, so they are bounded.
// Throws: Error (damaged), a clause.
void check_sizes(const DataSummary& summary);

}  // namespace runner
