// Who wrote a run folder, so that a reader can tell whether the writer still lives.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runner {

// A process among all that ever ran: pids come back, also after a reboot, but not with the same
// boot and start time.
struct ProcessIdentity {
  std::string host;     // gethostname()
  std::string boot_id;  // the kernel's, new at each boot; empty where it cannot be read
  pid_t pid = 0;
  std::uint64_t start_time = 0;  // clock ticks after boot; 0 where it cannot be read

  bool operator==(const ProcessIdentity&) const = default;
};

enum class OwnerState {
  alive,
  dead,
  unknown,  // on another host, which cannot be asked from here, or hidden from this user
};

ProcessIdentity this_process();

// Whether that process still runs. A zombie is dead once all of its threads have ended.
OwnerState owner_state(const ProcessIdentity& owner);

// Field `number` (1 is the pid, 22 the start time) of a line of /proc/PID/stat. The second field,
// the command's name in parentheses, may hold spaces and parentheses itself. Nothing when the line
// has no such field.
std::optional<std::string_view> stat_field(std::string_view line, int number);

}  // namespace runner
