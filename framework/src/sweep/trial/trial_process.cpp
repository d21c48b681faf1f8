#include "sweep/trial/trial_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"

namespace runner {
namespace {

[[noreturn]] void fail(std::string_view step, int error) {
  throw Error(ErrorCode::system, fmt::format("a trial's process cannot be started: {}: {}.", step,
                                             std::strerror(error)));
}

// The <sys/pidfd.h> of early glibc versions has no C linkage.
int open_pidfd(pid_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }

// Runs in the new process. _exit() skips the cleaning up, which is the parent's.
[[noreturn]] void work_and_exit(const std::function<int()>& work, pid_t parent, int completed) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // the parent ended before the prctl
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  const int status = work();
  std::fflush(nullptr);
  const char byte = 1;
  const bool reported = ::write(completed, &byte, 1) == 1;
  ::_exit(reported ? status : 1);
}

}  // namespace

TrialProcess::TrialProcess(const std::function<int()>& work) {
  const pid_t parent = ::getpid();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2", errno);
  completed_ = Descriptor(ends[0]);
  Descriptor other_end(ends[1]);
  std::fflush(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) work_and_exit(work, parent, other_end.number());
  if (pid_ < 0) fail("fork", errno);
  other_end.close();
  descriptor_ = Descriptor(open_pidfd(pid_));
}

TrialProcess::~TrialProcess() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

int TrialProcess::descriptor() const {
  // Kernels before 5.3 and some sandboxes have no pidfd, or there is no descriptor left. The pipe
  // becomes readable as well when its other end is gone, unless a plugin has left a process of its
  // own that holds it.
  return descriptor_.number() >= 0 ? descriptor_.number() : completed_.number();
}

void TrialProcess::ask_to_stop() const {
  if (pid_ >= 0) ::kill(pid_, SIGTERM);
}

TrialEnding TrialProcess::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  char byte = 0;
  const bool completed = ::read(completed_.number(), &byte, 1) == 1;
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status), completed};
  return {WEXITSTATUS(status), 0, completed};
}

}  // namespace runner
