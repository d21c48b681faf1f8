#pragma once

#include <sys/types.h>

#include <functional>

#include "base/descriptor.hpp"
#include "sweep/trial/trial_ending.hpp"

namespace runner {

// A copy of this process that works on one trial, in the same process group. It shares the memory
// that was filled before: data and plugins.
class TrialProcess {
 public:
  // Has the new process call `work`, which must not throw, and end with what it returns as its exit
  // status. Its standard output is joined to standard error, and it ends when the thread that
  // called this ends. There must be no other thread. Throws std::runtime_error when there is no new
  // process.
  explicit TrialProcess(const std::function<int()>& work);
  // Ends the process, if it still runs.
  ~TrialProcess();
  TrialProcess(const TrialProcess&) = delete;
  TrialProcess& operator=(const TrialProcess&) = delete;

  // Becomes readable when the process has ended, for poll(2).
  int descriptor() const { return descriptor_.number(); }

  // Asks it to write what it has and end.
  void ask_to_stop() const;

  // Waits for the end. Called once.
  TrialEnding wait();

 private:
  pid_t pid_ = -1;  // -1: ended
  Descriptor descriptor_;
  Descriptor completed_;  // a pipe's end, from which a byte comes when `work` has returned
};

}  // namespace runner
