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

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file(std::string_view name) const { return path_ / name; }

  // Each appends a line to metrics.csv or log.txt, in the file before it returns. Throws
  // std::runtime_error when it cannot be written.
  void append_metrics(std::string_view line);
  void append_log(std::string_view line);

 private:
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::ofstream metrics_;
  std::ofstream log_;
};

}  // namespace runner
