#include "runs/run_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <random>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "runs/file_names.hpp"
#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

std::string folder_name() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::random_device device;
  return fmt::format("{:%Y%m%dT%H%M%SZ}-{:06x}", fmt::gmtime(now), device() & 0xFFFFFFU);
}

void check_space(const std::filesystem::path& folder, std::uint64_t expected_bytes) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error || space.available >= expected_bytes) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: the run needs about {} kB, but only {} kB are free there; make "
                          "space or give another folder with --output.",
                          folder.string(), expected_bytes / 1000 + 1, space.available / 1000));
}

[[noreturn]] void cannot_make(const std::filesystem::path& folder, std::string_view why) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: the run folder cannot be made: {}. Give a folder that can be "
                          "written with --output.",
                          folder.string(), why));
}

void append(std::ofstream& stream, const std::filesystem::path& file, std::string_view line) {
  if (!stream.is_open()) stream.open(file, std::ios::binary | std::ios::app);
  errno = 0;
  stream << line << '\n' << std::flush;
  if (stream) return;
  const int error = errno;
  throw Error(write_error_code(error),
              fmt::format("{}: the file cannot be written: {}.", file.string(),
                          error == 0 ? "unknown error" : std::strerror(error)));
}

}  // namespace

void check_output_folder(const std::filesystem::path& output, const std::string& name) {
  auto existing = std::filesystem::absolute(output / name);
  std::error_code error;
  while (!std::filesystem::exists(existing, error) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  if (!std::filesystem::is_directory(existing, error)) {
    cannot_make(output / name, fmt::format("{} is not a directory", existing.string()));
  }
  if (access(existing.c_str(), W_OK | X_OK) != 0) cannot_make(output / name, std::strerror(errno));
}

RunFolder RunFolder::create(const std::filesystem::path& output, const std::string& name,
                            std::uint64_t expected_bytes) {
  const auto experiment = output / name;
  std::error_code error;
  std::filesystem::create_directories(experiment, error);
  if (error) cannot_make(experiment, error.message());
  check_space(experiment, expected_bytes);
  for (int attempt = 0; attempt < 100; ++attempt) {
    const auto path = experiment / folder_name();
    if (mkdir(path.c_str(), 0777) == 0) return RunFolder(path);
    if (errno != EEXIST) cannot_make(path, std::strerror(errno));
  }
  cannot_make(experiment, "every name tried is taken");
}

RunFolder RunFolder::start_over(const std::filesystem::path& path, std::uint64_t expected_bytes) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) cannot_make(path, error.message());
  check_space(path, expected_bytes);
  for (const std::string_view file : file_names::all) {
    std::filesystem::remove(path / file, error);
    if (error) cannot_make(path, fmt::format("removing its old {}: {}", file, error.message()));
  }
  return RunFolder(path);
}

void RunFolder::append_metrics(std::string_view line) {
  append(metrics_, path_ / file_names::metrics, line);
}

std::string metrics_problem(const std::filesystem::path& folder, std::uint64_t bytes) {
  const auto metrics = folder / file_names::metrics;
  const std::uint64_t size = read_metrics_text(folder).size();
  if (size >= bytes) return {};
  return fmt::format(
      "{}: the file has {} bytes, but it had {} when the checkpoint was written; restore it, or "
      "remove checkpoint.npz to start the run again at iteration 0.",
      metrics.string(), size, bytes);
}

void RunFolder::cut_metrics(std::uint64_t bytes) const {
  const auto metrics = path_ / file_names::metrics;
  std::error_code error;
  if (std::filesystem::exists(metrics, error)) {
    write_file_atomically(metrics, read_metrics_text(path_).substr(0, bytes));
  }
  std::fstream log(path_ / file_names::log, std::ios::in | std::ios::out | std::ios::binary);
  if (log.seekg(-1, std::ios::end) && log.get() != '\n') {
    log.seekp(0, std::ios::end);
    log << '\n';
  }
}

void RunFolder::append_log(std::string_view line) { append(log_, path_ / file_names::log, line); }

}  // namespace runner
