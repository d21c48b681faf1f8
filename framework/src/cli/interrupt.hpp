#pragma once

namespace runner {

// What a second SIGINT or SIGTERM does.
enum class SecondSignal { ends_program, nothing };

// While it lives, SIGINT and SIGTERM ask for a stop instead of ending the program. One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(SecondSignal second = SecondSignal::ends_program);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  bool requested() const;
};

}  // namespace runner
