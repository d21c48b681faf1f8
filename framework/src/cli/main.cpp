#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include <fmt/format.h>

#include "base/build_info.hpp"
#include "base/log_stderr.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_status.hpp"

namespace runner {
namespace {

std::string usage() {
  std::string text =
      "runner trains small neural networks from YAML experiments.\n\n"
      "  runner CONFIG [key.path=value ...] [--threads N] [--output DIR]\n"
      "      runs an experiment; the last line printed is the run's folder\n"
      "  runner CONFIG [--jobs N] [--retry-failed] [--fail-fast]\n"
      "      runs the remaining trials of a config with a sweep, N at a time\n";
  for (const auto& command : commands()) {
    text += fmt::format("  {}\n      {}\n", command.usage, command.summary);
  }
  return text + "\nRun 'runner COMMAND --help' or 'runner CONFIG --help' for all options.\n";
}

ExitStatus dispatch(int argc, char** argv) {
  if (argc < 2) {
    log_stderr(usage());
    return ExitStatus::bad_input;
  }
  const std::string_view first = argv[1];
  if (first == "--help" || first == "-h") {
    fmt::print("{}", usage());
    return ExitStatus::success;
  }
  if (first == "--version") {
    fmt::print("runner {} ({})\n", build_info::version, build_info::git_commit);
    return ExitStatus::success;
  }
  for (const auto& command : commands()) {
    if (first == command.name) return command.call(argc - 1, argv + 1);
  }
  return run_command(argc, argv);
}

// Whether standard output is a pipe that nobody reads any more, as after `| head`.
bool reader_has_left() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

// The status of a command that ended with `status`, now that all of its output must be written. A
// reader who has left has seen what he wanted; any other failure to print the result is an error.
ExitStatus finish_output(ExitStatus status) {
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (written || reader_has_left()) return status;
  log_stderr("standard output cannot be written.\n");
  return status == ExitStatus::success ? ExitStatus::failure : status;
}

// Calls the command and turns any exception into a message and an exit status.
ExitStatus guarded_main(int argc, char** argv) {
  try {
    return finish_output(dispatch(argc, argv));
  } catch (const Error& error) {
    log_stderr(fmt::format("{}\n", error.what()));
    return exit_status(error.code());
  } catch (const std::bad_alloc&) {
    log_stderr("not enough memory.\n");
    return ExitStatus::failure;
  } catch (const std::exception& error) {
    if (std::ferror(stdout) != 0) return finish_output(ExitStatus::success);  // fmt::print() threw
    log_stderr(fmt::format("{}\n", error.what()));
    return ExitStatus::failure;
  }
}

}  // namespace
}  // namespace runner

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // so that writing to a closed pipe fails, see finish_output()
  return static_cast<int>(runner::guarded_main(argc, argv));
}
