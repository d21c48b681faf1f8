#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "support/temporary_folder.hpp"

namespace runner::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int cannot_start = 127;

void check(bool good, const char* call) {
  if (!good) throw std::runtime_error(std::string(call) + ": " + std::strerror(errno));
}

class Pipe {
 public:
  Pipe() {
    int ends[2];
    check(::pipe2(ends, O_CLOEXEC) == 0, "pipe2");
    read_end = ends[0];
    write_end = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_write_end();
    ::close(read_end);
  }

  void close_write_end() {
    if (write_end >= 0) ::close(write_end);
    write_end = -1;
  }

  int read_end = -1;
  int write_end = -1;
};

// This process and the programs that it runs have a cache folder of their own: tests neither read
// nor change the caches of the person who runs them.
const bool has_own_caches = [] {
  static const TemporaryFolder folder;
  return ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1) == 0;
}();

// In the child: prepares and calls exec. Prints the reason to standard error if that fails.
[[noreturn]] void start(const std::vector<std::string>& arguments, const ProcessOptions& options,
                        int out, int err) {
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  for (const auto& [name, value] : options.environment) {
    if (value)
      ::setenv(name.c_str(), value->c_str(), 1);
    else
      ::unsetenv(name.c_str());
  }
  if (options.working_folder.empty() || ::chdir(options.working_folder.c_str()) == 0) {
    std::vector<char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    ::execvp(pointers[0], pointers.data());
  }
  const std::string why = arguments[0] + ": " + std::strerror(errno) + "\n";
  [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, why.data(), why.size());
  ::_exit(cannot_start);
}

// Appends what can be read. Returns false at the end of the file.
bool read_some(int descriptor, std::string& text) {
  std::array<char, 65536> buffer;
  const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
  if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

// Collects both outputs until every process that holds them has ended or the time limit has passed.
void collect(ProcessResult& result, int out, int err, pid_t group, Clock::time_point end) {
  std::array<pollfd, 2> waiting{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0 && !result.timed_out) {
      result.timed_out = true;
      ::kill(-group, SIGKILL);
    }
    if (::poll(waiting.data(), waiting.size(),
               result.timed_out ? 1000 : static_cast<int>(left.count())) < 0) {
      check(errno == EINTR, "poll");
      continue;
    }
    if (waiting[0].revents != 0 && !read_some(out, result.out)) waiting[0].fd = -1;
    if (waiting[1].revents != 0 && !read_some(err, result.err)) waiting[1].fd = -1;
  }
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& arguments,
                          const ProcessOptions& options) {
  Pipe out;
  Pipe err;
  check(has_own_caches, "setenv");
  const auto end = Clock::now() + options.time_limit;
  const pid_t child = ::fork();
  check(child >= 0, "fork");
  if (child == 0) start(arguments, options, out.write_end, err.write_end);
  ::setpgid(child, child);  // in parent and child, because either may run first
  out.close_write_end();
  err.close_write_end();

  ProcessResult result;
  collect(result, out.read_end, err.read_end, child, end);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) check(errno == EINTR, "waitpid");
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  if (result.status == cannot_start) throw std::runtime_error(result.err);
  return result;
}

}  // namespace runner::test
