// Which process wrote a run folder, so that a reader can tell whether the writer is alive.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runner {

// Identifies a process among all that ever ran. The system reuses pids, but not together with the
// boot and start time.
struct ProcessIdentity {
  std::string host;     // gethostname()
  std::string boot_id;  // the kernel's, new at each boot; empty if it cannot be read
  pid_t pid = 0;
  std::uint64_t start_time = 0;  // clock ticks after boot; 0 if it cannot be read

  bool operator==(const ProcessIdentity&) const = default;
};

enum class OwnerState {
  alive,
  dead,
  unknown,  // the process is on another host, or hidden from this user
};

ProcessIdentity this_process();

// Whether that process is still running. A zombie is dead once all of its threads have ended.
OwnerState owner_state(const ProcessIdentity& owner);

// Returns field `number` (1 is the pid, 22 the start time) of a line of /proc/PID/stat, or nothing
// if the line has no such field. The second field, the command's name in parentheses, may contain
// spaces and parentheses itself.
std::optional<std::string_view> stat_field(std::string_view line, int number);

}  // namespace runner
