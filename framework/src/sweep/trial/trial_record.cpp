#include "sweep/trial/trial_record.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/descriptor.hpp"
#include "base/process_identity.hpp"
#include "base/regular_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t max_bytes = 64 << 20;

[[noreturn]] void fail_to_read(const fs::path& file, const std::string& why) {
  throw Error(
      ErrorCode::not_readable,
      fmt::format("{}: the file exists but cannot be read: {}. The trial was left as it is; "
                  "try again when the file can be read.",
                  file.string(), why));
}

OwnerState state_of(const Json& process) {
  return owner_state({process.at("host").get<std::string>(),
                      process.at("boot_id").get<std::string>(), process.at("pid").get<pid_t>(),
                      process.at("start_time").get<std::uint64_t>()});
}

// Format 1 has no stop code: a pause at a rung and a full disk are recognised by the sentence.
void infer_stop_code(TrialRecord& record) {
  if (record.status == RunStatus::interrupted && record.stop_reason.starts_with("paused after ")) {
    record.status = RunStatus::paused;
    record.stop_code = StopCode::rung;
  }
  for (const int error : {ENOSPC, EDQUOT, EFBIG}) {
    const bool found = record.stop_reason.find(std::strerror(error)) != std::string::npos;
    if (found) record.stop_code = StopCode::no_space;
  }
}

TrialRecord read_manifest(const Json& manifest) {
  TrialRecord record;
  record.status = stored_run_status(manifest.at("status").get<std::string>()).value();
  if (record.status == RunStatus::running) {
    const OwnerState owner = state_of(manifest.at("process"));
    if (owner == OwnerState::dead) record.status = RunStatus::killed;
    record.alive = owner == OwnerState::alive;
  }
  record.started = manifest.at("started").get<std::string>();
  const Json& reason = manifest.at("stop_reason");
  if (reason.is_string()) record.stop_reason = reason.get<std::string>();
  const auto code = manifest.find("stop_code");
  if (code != manifest.end() && code->is_string()) {
    record.stop_code = stop_code_from(code->get<std::string>());
  } else {
    infer_stop_code(record);
  }
  const Json& result = manifest.at("result");
  for (const auto& [name, value] : result.items()) {
    if (value.is_number()) record.result.emplace(name, value.get<double>());
  }
  return record;
}

// The fields of a manifest before `seed`, or more of them. A record needs no others, and they are
// five times as long.
Json first_fields(const std::string& manifest) {
  const auto rest = manifest.find(",\n  \"seed\": ");
  if (rest == std::string::npos || !manifest.ends_with("}\n")) return Json::parse(manifest);
  return Json::parse(manifest.substr(0, rest) + "}");
}

void require_readable(const fs::path& file) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (descriptor.number() < 0 && errno == ENOENT) return;
  char byte = 0;
  if (descriptor.number() < 0 || ::read(descriptor.number(), &byte, 1) < 0) {
    fail_to_read(file, std::strerror(errno));
  }
}

}  // namespace

TrialRecord read_trial(const fs::path& folder) {
  const fs::path file = folder / "run.json";
  std::error_code error;
  const std::string manifest = read_regular_file(file, max_bytes, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    return {};
  }
  if (error) fail_to_read(file, error.message());
  try {
    return read_manifest(first_fields(manifest));
  } catch (const std::exception&) {
    TrialRecord damaged;
    damaged.status = RunStatus::unreadable;
    return damaged;
  }
}

void require_readable_checkpoint(const fs::path& folder) {
  require_readable(folder / "checkpoint.npz");
  require_readable(folder / "metrics.csv");
}

}  // namespace runner
