#include "support/terminal.hpp"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace runner::test {
namespace {

[[noreturn]] void exit_with(const std::function<int()>& child) {
  constexpr int threw = 99;
  int status = threw;
  try {
    status = child();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  std::fflush(stdout);
  ::_exit(status);
}

// Appends what can be read. Returns false if no process holds the terminal any more.
bool read_from(int terminal, std::string& out) {
  std::array<char, 4096> buffer{};
  const ssize_t got = ::read(terminal, buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) return true;
  for (ssize_t i = 0; i < got; ++i) {
    if (buffer[static_cast<std::size_t>(i)] != '\r') out += buffer[static_cast<std::size_t>(i)];
  }
  return got > 0;
}

}  // namespace

TerminalResult run_in_terminal(const std::function<int()>& child, const TerminalOptions& options) {
  std::fflush(stdout);
  std::fflush(stderr);
  const winsize size{options.rows, options.columns, 0, 0};
  int terminal = -1;
  const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (pid < 0) throw std::runtime_error(std::string("forkpty: ") + std::strerror(errno));
  if (pid == 0) exit_with(child);

  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + options.time_limit;
  TerminalResult result;
  bool typed = options.typed.empty();
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    pollfd waiting{terminal, POLLIN, 0};
    if (left.count() <= 0) {
      ::kill(-pid, SIGKILL);  // the child leads a session and so a group
      break;
    }
    if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
    if (!read_from(terminal, result.out)) break;
    if (!typed && result.out.find(options.typed_after) != std::string::npos) {
      typed = ::write(terminal, options.typed.data(), options.typed.size()) > 0;
    }
  }
  ::close(terminal);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  return result;
}

}  // namespace runner::test
