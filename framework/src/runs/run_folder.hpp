#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "training/metrics.hpp"

namespace runner {

// Checks, without making anything, that folders below output/name could be made.
// Throws: Error (invalid_input) as RunFolder::create() does.
void check_output_folder(const std::filesystem::path& output, const std::string& name);

// A run's folder, experiments/<name>/<UTC time>-<6 random hex digits>/ or a trial's, and the files
// in it that grow line by line.
class RunFolder {
 public:
  // Creates a folder of its own for a run.
  // Throws: Error (invalid_input) if the output folder cannot be created or written, or its file
  // system has fewer than `expected_bytes` left.
  static RunFolder create(const std::filesystem::path& output, const std::string& name,
                          std::uint64_t expected_bytes);

  // The folder of a run that was begun before.
  // Requires: the folder exists.
  static RunFolder open(std::filesystem::path path) { return RunFolder(std::move(path)); }

  // The folder `path`, created if need be, without the files of an earlier attempt.
  // Throws: as create() does.
  static RunFolder start_over(const std::filesystem::path& path, std::uint64_t expected_bytes);

  const std::filesystem::path& path() const { return path_; }

  // Each appends a line to metrics.csv or log.txt; it is in the file on return.
  // Throws: Error (not_writable, no_space).
  void append_metrics(std::string_view line);
  void append_log(std::string_view line);

  // Keeps the first `bytes` bytes of metrics.csv and ends a line of log.txt that was written half.
  // Called before anything is appended. metrics.csv becomes a new file, so that a process that lost
  // the folder and does not know yet appends to a file that no longer has a name.
  // Requires: metrics_problem() is empty, or `bytes` is 0.
  // Throws: Error (not_readable, not_writable, no_space).
  void cut_metrics(std::uint64_t bytes) const;

 private:
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::ofstream metrics_;
  std::ofstream log_;
};

// Returns a sentence if the first `bytes` bytes of the folder's metrics.csv are not what this
// program had written at a checkpoint: its header, whole rows, and `last` as the last one. Else
// returns an empty text.
// Throws: Error (not_readable) if the file exists but cannot be read now.
std::string metrics_problem(const std::filesystem::path& folder, std::uint64_t bytes,
                            const MetricsRow& last);

}  // namespace runner
