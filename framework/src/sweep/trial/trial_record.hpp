#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace runner {

// What a trial's folder says. Lighter than RunRecord: a sweep may look at thousands.
struct TrialRecord {
  // running, finished, interrupted, failed or diverged, as run.json says; killed, when it says
  // running and that process is dead; missing, when there is no run.json; unreadable, when it is
  // damaged.
  std::string status;
  bool alive = false;                    // of running: the process is known to live
  std::string started;                   // when it was first begun, as run.json has it
  std::string stop_reason;               // may be empty
  std::map<std::string, double> result;  // last metrics by column name

  bool failed() const { return status == "failed" || status == "diverged"; }
  // Ended for want of space on the disk, or at a limit of a file's size, which is not the trial's
  // fault.
  bool lacked_space() const;
};

TrialRecord read_trial(const std::filesystem::path& folder);

}  // namespace runner
