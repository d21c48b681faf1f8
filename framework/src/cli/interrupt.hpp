#pragma once

namespace runner {

// While it lives, SIGINT and SIGTERM ask for a stop instead of ending the program; a second one of
// the same signal ends it at once. One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  bool requested() const;
};

}  // namespace runner
