#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "runs/run_status.hpp"

namespace runner {

// What a trial's run.json says. Lighter than RunRecord: a sweep may look at thousands.
struct TrialRecord {
  RunStatus status = RunStatus::missing;
  std::optional<StopCode> stop_code;
  bool alive = false;                    // status is running, and the process is known to live
  std::string started;                   // when the trial was first started; empty if unknown
  std::string stop_reason;               // may be empty
  std::map<std::string, double> result;  // last metrics by column name

  bool failed() const { return has_failed(status); }
  // Whether the trial failed because a disk or quota was full or a file size limit was reached. It
  // is resumed once there is space.
  bool lacked_space() const { return stop_code == StopCode::no_space; }
  // Whether successive halving stopped the trial at a rung in favour of others.
  bool is_pruned() const { return stop_code == StopCode::pruned; }
};

// Reads `folder`/run.json. The status is `missing` if there is no such file, and `unreadable` if
// its content is damaged.
// Throws: Error (not_readable) if the file exists but cannot be read.
TrialRecord read_trial(const std::filesystem::path& folder);

// Whether the files of `folder` that a trial is resumed from can be read, if they exist: a file
// system that cannot read a file now may be able to later.
// Throws: Error (not_readable) if not.
void require_readable_checkpoint(const std::filesystem::path& folder);

}  // namespace runner
