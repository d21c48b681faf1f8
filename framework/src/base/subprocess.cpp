#include "base/subprocess.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace runner {
namespace {

// What happens to the program's file descriptors and working folder.
class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void open_null(int descriptor, int mode) {
    posix_spawn_file_actions_addopen(&actions_, descriptor, "/dev/null", mode, 0);
  }
  void duplicate(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
  void change_folder(const char* folder) {
    posix_spawn_file_actions_addchdir_np(&actions_, folder);
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// SIGPIPE ends the program, as it expects, although this process ignores it.
class SignalDefaults {
 public:
  SignalDefaults() {
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~SignalDefaults() { posix_spawnattr_destroy(&attributes_); }
  SignalDefaults(const SignalDefaults&) = delete;
  SignalDefaults& operator=(const SignalDefaults&) = delete;

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

// Ignores a signal while it exists.
class IgnoredSignal {
 public:
  explicit IgnoredSignal(int signal) : signal_(signal) {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(signal_, &ignore, &before_);
  }
  ~IgnoredSignal() { ::sigaction(signal_, &before_, nullptr); }
  IgnoredSignal(const IgnoredSignal&) = delete;
  IgnoredSignal& operator=(const IgnoredSignal&) = delete;

 private:
  int signal_;
  struct sigaction before_ {};
};

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

Error start_error(const std::string& program, int error) {
  return Error(ErrorCode::system,
               fmt::format("{} cannot be started: {}.", program, std::strerror(error)));
}

// Returns nothing if there is no such program.
std::optional<pid_t> spawn(const std::vector<std::string>& words, const FileActions& actions,
                           char* const* environment) {
  pid_t pid = -1;
  const int error = ::posix_spawnp(&pid, words.front().c_str(), actions.get(),
                                   SignalDefaults().get(), pointers_to(words).data(), environment);
  if (error == ENOENT) return std::nullopt;
  if (error != 0) throw start_error(words.front(), error);
  return pid;
}

struct PipeEnds {
  Descriptor read_end;
  Descriptor write_end;
};

PipeEnds open_pipe(const std::string& program) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw start_error(program, errno);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) return text;
  }
}

// Writes until the reader has read all or left.
void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::optional<ProgramResult> run_program(const std::vector<std::string>& words,
                                         ProgramErrors errors,
                                         const std::filesystem::path& folder) {
  PipeEnds output = open_pipe(words.front());
  FileActions actions;
  actions.open_null(STDIN_FILENO, O_RDONLY);
  actions.duplicate(output.write_end.number(), STDOUT_FILENO);
  if (errors == ProgramErrors::hidden) actions.open_null(STDERR_FILENO, O_WRONLY);
  if (!folder.empty()) actions.change_folder(folder.c_str());
  const auto pid = spawn(words, actions, environ);
  if (!pid) return std::nullopt;
  output.write_end.close();
  ProgramResult result;
  result.output = read_all(output.read_end.number());
  result.status = wait_for(*pid);
  return result;
}

std::optional<int> feed_program(const std::vector<std::string>& words, std::string_view input,
                                const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    environment.emplace_back(*variable);
  }
  for (const auto& [name, value] : variables) {
    if (std::getenv(name.c_str()) == nullptr) environment.push_back(name + "=" + value);
  }
  PipeEnds pipe = open_pipe(words.front());
  FileActions actions;
  actions.duplicate(pipe.read_end.number(), STDIN_FILENO);
  const auto pid = spawn(words, actions, pointers_to(environment).data());
  if (!pid) return std::nullopt;
  const IgnoredSignal no_interrupt(SIGINT);
  const IgnoredSignal no_quit(SIGQUIT);
  pipe.read_end.close();
  write_all(pipe.write_end.number(), input);
  pipe.write_end.close();
  return wait_for(*pid);
}

}  // namespace runner
