#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace runner {

// A process of this same program that works on one trial, in the runner's process group.
class TrialProcess {
 public:
  // Starts the program with these arguments, `input_text` as its standard input, and its standard
  // output joined to standard error. Throws std::runtime_error when it cannot be started.
  TrialProcess(const std::vector<std::string>& arguments, const std::string& input_text);
  // Ends the process, if it still runs.
  ~TrialProcess();
  TrialProcess(const TrialProcess&) = delete;
  TrialProcess& operator=(const TrialProcess&) = delete;

  // Becomes readable when the process has ended, for poll(2).
  int descriptor() const { return descriptor_; }

  // Asks it to write what it has and end.
  void ask_to_stop() const;

  struct Ending {
    int status = 0;  // exit status, or 0 after a signal
    int signal = 0;  // that ended it, or 0
  };
  // Waits for the end. Called once.
  Ending wait();

 private:
  pid_t pid_ = -1;  // -1: ended
  int descriptor_ = -1;
};

}  // namespace runner
