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

// metrics_problem() as a clause.
std::string metrics_difference(const std::filesystem::path& folder, std::uint64_t bytes,
                               const MetricsRow& last) {
  const auto file = folder / file_names::metrics;
  const auto text = read_metrics_text(folder);
  if (!text || text->size() < bytes) {
    return fmt::format(
        "{}: the file {}, but it had {}{} when the checkpoint was written", file.string(),
        text ? fmt::format("has {} bytes", text->size()) : std::string("does not exist"), bytes,
        text ? "" : " bytes");
  }
  const std::string_view kept = std::string_view(*text).substr(0, bytes);
  if (!kept.starts_with(metrics_header() + "\n")) {
    return fmt::format("{}:1: the header is not the one that this program writes", file.string());
  }
  try {
    parse_metrics(kept, file);
  } catch (const Error& error) {
    const std::string_view sentence = error.what();
    return std::string(sentence.substr(0, sentence.size() - 1));
  }
  if (kept.ends_with("\n" + metrics_line(last) + "\n")) return {};
  return fmt::format(
      "{}: the row of iteration {} does not end the first {} bytes, as it did when the checkpoint "
      "was written",
      file.string(), last.iteration, bytes);
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

std::string metrics_problem(const std::filesystem::path& folder, std::uint64_t bytes,
                            const MetricsRow& last) {
  const std::string clause = metrics_difference(folder, bytes, last);
  if (clause.empty()) return {};
  return fmt::format(
      "{}; restore it, or remove checkpoint.npz to start the run again at iteration 0.", clause);
}

void RunFolder::cut_metrics(std::uint64_t bytes) const {
  if (const auto text = read_metrics_text(path_)) {
    write_file_atomically(path_ / file_names::metrics, std::string_view(*text).substr(0, bytes));
  }
  std::fstream log(path_ / file_names::log, std::ios::in | std::ios::out | std::ios::binary);
  if (log.seekg(-1, std::ios::end) && log.get() != '\n') {
    log.seekp(0, std::ios::end);
    log << '\n';
  }
}

void RunFolder::append_log(std::string_view line) { append(log_, path_ / file_names::log, line); }

}  // namespace runner
