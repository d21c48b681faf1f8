#include "sweep/trial_process.hpp"

#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace runner {
namespace {

// A worker is this very program, also where its file was replaced since it was started.
constexpr const char* this_program = "/proc/self/exe";

[[noreturn]] void fail(std::string_view step, int error) {
  throw std::runtime_error(
      fmt::format("a trial's process cannot be started: {}: {}.", step, std::strerror(error)));
}

// A file in memory that holds `text`, to be read from its start; closed by the caller.
int memory_file(std::string_view text) {
  const int file = ::memfd_create("trial", MFD_CLOEXEC);
  if (file < 0) fail("memfd_create", errno);
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int error = errno;
      ::close(file);
      fail("writing its config", error);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

// glibc's declaration in <sys/pidfd.h> was none for C++ at first.
int open_pidfd(pid_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }

pid_t spawn(const std::vector<std::string>& arguments, int input) {
  std::vector<char*> argv;
  std::string name = "runner";
  argv.push_back(name.data());
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, this_program, &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) fail("posix_spawn", error);
  return pid;
}

}  // namespace

TrialProcess::TrialProcess(const std::vector<std::string>& arguments,
                           const std::string& input_text) {
  const int input = memory_file(input_text);
  try {
    pid_ = spawn(arguments, input);
  } catch (...) {
    ::close(input);
    throw;
  }
  ::close(input);
  descriptor_ = open_pidfd(pid_);
  if (descriptor_ >= 0) return;
  const int error = errno;
  ::kill(pid_, SIGKILL);
  wait();
  fail("pidfd_open", error);
}

TrialProcess::~TrialProcess() {
  if (pid_ >= 0) {
    ::kill(pid_, SIGKILL);
    wait();
  }
  if (descriptor_ >= 0) ::close(descriptor_);
}

void TrialProcess::ask_to_stop() const {
  if (pid_ >= 0) ::kill(pid_, SIGTERM);
}

TrialProcess::Ending TrialProcess::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status)};
  return {WEXITSTATUS(status), 0};
}

}  // namespace runner
