#include <cstdio>
#include <exception>
#include <new>

#include <fmt/format.h>

#include "base/build_info.hpp"
#include "base/log_stderr.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_status.hpp"
#include "config/diagnostics.hpp"
#include "plugin_host/plugin_call.hpp"

namespace runner {
namespace {

void print_usage(std::FILE* stream) {
  fmt::print(stream,
             "runner trains small neural networks from YAML experiments.\n\n"
             "  runner CONFIG [key.path=value ...] [--threads N] [--output DIR]\n"
             "      runs an experiment; the last line printed is its folder\n"
             "  runner CONFIG [--jobs N] [--retry-failed] [--fail-fast]\n"
             "      runs what is missing of a config with a sweep, N trials at a time\n");
  for (const auto& command : commands()) {
    fmt::print(stream, "  {}\n      {}\n", command.usage, command.summary);
  }
  fmt::print(stream, "\n`runner COMMAND --help` tells more.\n");
}

int dispatch(int argc, char** argv) {
  if (argc < 2) {
    print_usage(stderr);
    return ExitStatus::bad_input;
  }
  const std::string_view first = argv[1];
  if (first == "--help" || first == "-h") {
    print_usage(stdout);
    return 0;
  }
  if (first == "--version") {
    fmt::print("runner {} ({})\n", build_info::version, build_info::git_commit);
    return 0;
  }
  for (const auto& command : commands()) {
    if (first == command.name) return command.call(argc - 1, argv + 1);
  }
  return run_command(argc, argv);
}

// The one place where exceptions end. A result that cannot be printed is an error as well.
int guarded_main(int argc, char** argv) {
  try {
    const int status = dispatch(argc, argv);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
    log_stderr("standard output cannot be written.\n");
    return status == 0 ? ExitStatus::failure : status;
  } catch (const Error& error) {
    log_stderr(fmt::format("{}\n", error.what()));
    return exit_status(error.code());
  } catch (const std::bad_alloc&) {
    log_stderr("there is not enough memory.\n");
    return ExitStatus::failure;
  } catch (const std::exception& error) {
    log_stderr(fmt::format("{}\n", error.what()));
    return ExitStatus::failure;
  }
}

}  // namespace
}  // namespace runner

int main(int argc, char** argv) { return runner::guarded_main(argc, argv); }
