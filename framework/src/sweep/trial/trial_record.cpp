#include "sweep/trial/trial_record.hpp"

#include <cerrno>
#include <cstring>

#include <nlohmann/json.hpp>

#include "base/process_identity.hpp"
#include "base/regular_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t max_bytes = 64 << 20;

OwnerState state_of(const Json& process) {
  return owner_state({process.at("host").get<std::string>(),
                      process.at("boot_id").get<std::string>(), process.at("pid").get<pid_t>(),
                      process.at("start_time").get<std::uint64_t>()});
}

TrialRecord read_manifest(const Json& manifest) {
  TrialRecord record;
  record.status = manifest.at("status").get<std::string>();
  if (record.status == "running") {
    const OwnerState owner = state_of(manifest.at("process"));
    if (owner == OwnerState::dead) record.status = "killed";
    record.alive = owner == OwnerState::alive;
  }
  record.started = manifest.at("started").get<std::string>();
  const Json& reason = manifest.at("stop_reason");
  if (reason.is_string()) record.stop_reason = reason.get<std::string>();
  const Json& result = manifest.at("result");
  for (const auto& [name, value] : result.items()) {
    if (value.is_number()) record.result.emplace(name, value.get<double>());
  }
  return record;
}

// The fields of a manifest before `seed`, or more of them. What a trial's record needs stands
// there, and the rest is five times as long.
Json first_fields(const std::string& manifest) {
  const auto rest = manifest.find(",\n  \"seed\": ");
  if (rest == std::string::npos || !manifest.ends_with("}\n")) return Json::parse(manifest);
  return Json::parse(manifest.substr(0, rest) + "}");
}

TrialRecord with_status(const std::string& status) {
  TrialRecord record;
  record.status = status;
  return record;
}

}  // namespace

bool TrialRecord::lacked_space() const {
  for (const int error : {ENOSPC, EDQUOT, EFBIG}) {
    if (stop_reason.find(std::strerror(error)) != std::string::npos) return true;
  }
  return false;
}

TrialRecord read_trial(const fs::path& folder) {
  std::error_code fault;
  const std::string manifest = read_regular_file(folder / "run.json", max_bytes, fault);
  if (fault == std::errc::no_such_file_or_directory) return with_status("missing");
  if (fault) return with_status("unreadable");
  try {
    return read_manifest(first_fields(manifest));
  } catch (const std::exception&) {
    return with_status("unreadable");
  }
}

}  // namespace runner
