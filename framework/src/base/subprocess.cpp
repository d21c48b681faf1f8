#include "base/subprocess.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace runner {
namespace {

// What happens to the program's file descriptors.
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
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) return text;
  }
}

}  // namespace

std::optional<ProgramResult> run_program(const std::vector<std::string>& words,
                                         ProgramErrors errors) {
  const auto fail = [&](int error) {
    return Error(ErrorCode::system,
                 fmt::format("{} cannot be started: {}.", words.front(), std::strerror(error)));
  };
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw fail(errno);
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  FileActions actions;
  actions.open_null(STDIN_FILENO, O_RDONLY);
  actions.duplicate(input.number(), STDOUT_FILENO);
  if (errors == ProgramErrors::hidden) actions.open_null(STDERR_FILENO, O_WRONLY);
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t pid = -1;
  const int error =
      ::posix_spawnp(&pid, argv.front(), actions.get(), nullptr, argv.data(), environ);
  if (error == ENOENT) return std::nullopt;
  if (error != 0) throw fail(error);
  input.close();
  ProgramResult result;
  result.output = read_all(output.number());
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  result.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace runner
