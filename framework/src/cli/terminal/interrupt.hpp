#pragma once

namespace runner {

// While it exists, SIGINT and SIGTERM request a stop instead of ending the program. A second SIGINT
// ends the program at once; a second SIGTERM does not, because a cluster may send it to a job and
// then to each of the job's processes.
// Requires: there is only one at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  bool requested() const;
};

}  // namespace runner
