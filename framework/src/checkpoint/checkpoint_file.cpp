#include "checkpoint/checkpoint_file.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/nearest_name.hpp"
#include "checkpoint/state_arrays.hpp"
#include "formats/npz.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

constexpr std::uint64_t newest_format = 2;
constexpr std::uint64_t max_exact = std::uint64_t{1} << 53;
constexpr std::chrono::seconds interval{30};
constexpr std::string_view hash_prefix = "sha256.";

// The 32 bytes of a hash.
std::vector<std::uint8_t> bytes_of(std::string_view hexadecimal) {
  std::vector<std::uint8_t> bytes(hexadecimal.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::from_chars(&hexadecimal[2 * i], &hexadecimal[2 * i] + 2, bytes[i], 16);
  }
  return bytes;
}

// Whether the array holds these bytes; format 1 has them as doubles.
bool holds(const NamedArray* array, const std::vector<std::uint8_t>& expected) {
  if (array == nullptr) return false;
  return std::visit(
      [&](const auto& values) {
        return std::equal(values.begin(), values.end(), expected.begin(), expected.end(),
                          [](auto value, std::uint8_t byte) {
                            return static_cast<double>(value) == static_cast<double>(byte);
                          });
      },
      array->values);
}

// Which parts of the fingerprint the checkpoint lacks or has another hash of, and which ones it has
// in addition, in words.
std::vector<std::string> differences(const Fingerprint& fingerprint,
                                     std::span<const NamedArray> arrays) {
  std::vector<std::string> words;
  for (const auto& part : fingerprint.parts()) {
    const NamedArray* array = find_array(arrays, std::string(hash_prefix) + part.name);
    if (!holds(array, bytes_of(part.sha256))) words.push_back(part.words);
  }
  const auto& parts = fingerprint.parts();
  for (const auto& array : arrays) {
    if (!array.name.starts_with(hash_prefix)) continue;
    const std::string name = array.name.substr(hash_prefix.size());
    const bool known = std::any_of(parts.begin(), parts.end(),
                                   [&](const auto& part) { return part.name == name; });
    if (!known) words.push_back(name + " in config.yaml");
  }
  return words;
}

std::string other_run(const std::filesystem::path& folder, const std::vector<std::string>& words) {
  return fmt::format(
      "{}: {} changed since the checkpoint was written, so the run would not continue with the "
      "same bits. Restore what changed, or begin a new run with `runner {}`.",
      (folder / file_names::checkpoint).string(), join(words),
      (folder / file_names::config).string());
}

std::uint64_t format_of(std::span<const NamedArray> arrays) {
  const std::uint64_t format = whole_number_in(arrays, "format", max_exact);
  if (format >= 1 && format <= newest_format) return format;
  throw Error(ErrorCode::damaged, fmt::format("it has format {}, and this program reads formats 1 "
                                              "to {}",
                                              format, newest_format));
}

// An error's message as a clause, without the file's name that it may begin with.
std::string clause(const Error& error, const std::filesystem::path& file) {
  std::string text = error.what();
  const std::string start = file.string() + ": ";
  if (text.starts_with(start)) text.erase(0, start.size());
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string unusable_checkpoint(const std::filesystem::path& folder, const std::string& why) {
  return fmt::format(
      "{}: the checkpoint cannot be used: {}. Restore the file, or remove it to start the run "
      "again at iteration 0.",
      (folder / file_names::checkpoint).string(), why);
}

CheckpointReading read_checkpoint(const std::filesystem::path& folder,
                                  const Fingerprint& fingerprint, std::uint64_t iterations) {
  const auto file = folder / file_names::checkpoint;
  try {
    const auto arrays = read_npz(file);
    const std::uint64_t format = format_of(arrays);
    const auto words = differences(fingerprint, arrays);
    if (!words.empty()) return {std::nullopt, other_run(folder, words)};
    return {Checkpoint{state_of(arrays, format, iterations),
                       whole_number_in(arrays, "metrics_bytes", max_exact)},
            {}};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return {};
    if (error.code() != ErrorCode::damaged) throw;
    return {std::nullopt, unusable_checkpoint(folder, clause(error, file))};
  }
}

CheckpointFile::CheckpointFile(std::filesystem::path folder, Fingerprint fingerprint,
                               std::uint64_t every, LeaseCheck lease)
    : folder_(std::move(folder)),
      fingerprint_(std::move(fingerprint)),
      every_(every),
      lease_(std::move(lease)) {}

bool CheckpointFile::should_save(std::uint64_t completed) {
  if (every_ > 0) return completed % every_ == 0;
  return Clock::now() - last_ >= interval;
}

void CheckpointFile::save(const TrainingState& state) {
  if (!can_be_saved(state)) return;
  auto arrays = arrays_of(state);
  arrays.push_back(scalar_array("format", static_cast<std::int64_t>(newest_format)));
  const std::uint64_t bytes = sync_file(folder_ / file_names::metrics);
  arrays.push_back(scalar_array("metrics_bytes", static_cast<std::int64_t>(bytes)));
  for (const auto& part : fingerprint_.parts()) {
    arrays.push_back(vector_array(std::string(hash_prefix) + part.name, bytes_of(part.sha256)));
  }
  if (!lease_.held()) return;
  write_npz(folder_ / file_names::checkpoint, arrays);
  last_ = Clock::now();
}

void CheckpointFile::remove() const {
  std::error_code ignored;
  std::filesystem::remove(folder_ / file_names::checkpoint, ignored);
}

}  // namespace runner
