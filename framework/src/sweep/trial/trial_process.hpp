#pragma once

#include <sys/types.h>

#include <functional>

#include "base/descriptor.hpp"
#include "sweep/trial/trial_ending.hpp"

namespace runner {

// A fork of this process that works on one trial, in the same process group. It shares the memory
// that was filled before: data and plugins.
// Thread safety: none. The constructor requires that this process has no other thread.
class TrialProcess {
 public:
  // Starts a process that calls `work`, which must not throw, and exits with the status it returns.
  // Its standard output goes to standard error. It is killed when the thread that called this ends.
  // Throws: Error (system) if the process cannot be started.
  explicit TrialProcess(const std::function<int()>& work);
  // Kills the process if it still runs.
  ~TrialProcess();
  TrialProcess(const TrialProcess&) = delete;
  TrialProcess& operator=(const TrialProcess&) = delete;

  // Becomes readable when the process has ended, or is about to, for poll(2).
  int descriptor() const;

  // Asks the process to write a checkpoint and end.
  void ask_to_stop() const;

  // Waits until the process has ended.
  // Requires: not called before.
  TrialEnding wait();

 private:
  pid_t pid_ = -1;         // -1: has ended
  Descriptor descriptor_;  // the process, if the system has such descriptors
  Descriptor completed_;   // the read end of a pipe that gets a byte when `work` returns
};

}  // namespace runner
