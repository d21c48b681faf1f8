#pragma once

namespace runner {

// While it lives, SIGINT and SIGTERM ask for a stop instead of ending the program. A second SIGINT
// ends it at once; SIGTERM may come more than once, as from a cluster that sends it to a job and
// then to each of its processes. One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  bool requested() const;
};

}  // namespace runner
