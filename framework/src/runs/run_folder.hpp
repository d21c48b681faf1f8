#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace runner {

// experiments/<name>/<UTC time>-<6 random hex>/, and the files in it that grow line by line.
class RunFolder {
 public:
  // Makes a folder that nobody else has. Throws InputError when the output folder cannot be made or
  // written, or its file system has less than `expected_bytes` left.
  static RunFolder create(const std::filesystem::path& output, const std::string& name,
                          std::uint64_t expected_bytes);

  // The folder of a run that was begun before, which must exist.
  static RunFolder open(std::filesystem::path path) { return RunFolder(std::move(path)); }

  // The folder `path`, made if need be, without the files of an earlier attempt. Throws as
  // create() does.
  static RunFolder start_over(const std::filesystem::path& path, std::uint64_t expected_bytes);

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file(std::string_view name) const { return path_ / name; }

  // Each appends a line to metrics.csv or log.txt, in the file before it returns. Throws
  // std::runtime_error when it cannot be written.
  void append_metrics(std::string_view line);
  void append_log(std::string_view line);

  // Cuts what stands in metrics.csv after its first `bytes` bytes, and ends a line of log.txt that
  // was left half written. Called before anything is appended. A file that is missing counts as
  // empty. What is left is a new file, so that a process that lost the folder and does not know yet
  // appends to one that has no name any more. Throws InputError when metrics.csv has fewer bytes.
  void cut_metrics(std::uint64_t bytes) const;

 private:
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::ofstream metrics_;
  std::ofstream log_;
};

}  // namespace runner
