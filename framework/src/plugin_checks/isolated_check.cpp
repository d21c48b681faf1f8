#include "plugin_checks/isolated_check.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "plugin_checks/check_plugin.hpp"

namespace runner {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(std::string_view what) {
  throw Error(ErrorCode::system, fmt::format("{}: {}.", what, std::strerror(errno)));
}

// An event as one line of JSON.
std::string to_line(const CheckEvent& event) {
  const nlohmann::json json = {
      {"check", event.check}, {"state", event.state}, {"sentence", event.sentence}};
  return json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + '\n';
}

// Returns nothing for a line that to_line() did not write.
std::optional<CheckEvent> from_line(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("sentence")) return std::nullopt;
  return CheckEvent{json.at("check"), json.at("state"), json.at("sentence")};
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) _exit(1);  // the parent has gone
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

constexpr std::string_view last_line = "done\n";

// Runs in the child. Exits without the cleanup of the parent's objects.
[[noreturn]] void report_and_exit(const PluginInfo& info, const Value& options, int descriptor) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  dup2(STDERR_FILENO, STDOUT_FILENO);  // keep the plugin's output out of the report
  const auto report = [&](const CheckEvent& event) { write_all(descriptor, to_line(event)); };
  try {
    CheckLog log(report);
    check_plugin(info, options, log);
  } catch (const std::exception& error) {
    report({"the checks finish", CheckState::failed, error.what()});
  }
  write_all(descriptor, last_line);
  _exit(0);
}

// Reads whole lines from the child until it ends or the time is over. Closes the descriptor.
class LineReader {
 public:
  LineReader(int descriptor, double seconds)
      : descriptor_(descriptor),
        deadline_(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                     std::chrono::duration<double>(seconds))) {}
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;
  ~LineReader() { close(descriptor_); }

  // Returns the next line with its line feed, or nothing.
  std::optional<std::string> next() {
    while (true) {
      const auto end = text_.find('\n');
      if (end != std::string::npos) {
        std::string line = text_.substr(0, end + 1);
        text_.erase(0, end + 1);
        return line;
      }
      if (!read_more()) return std::nullopt;
    }
  }

  bool timed_out() const { return timed_out_; }

 private:
  bool read_more() {
    const auto remaining =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
    pollfd waiting{descriptor_, POLLIN, 0};
    const int ready =
        remaining <= 0 ? 0 : poll(&waiting, 1, static_cast<int>(std::min(remaining, 1L << 30)));
    if (ready < 0 && errno == EINTR) return true;
    timed_out_ = ready == 0;
    if (ready <= 0) return false;
    char buffer[4096];
    const ssize_t got = ::read(descriptor_, buffer, sizeof buffer);
    if (got > 0) text_.append(buffer, static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && errno == EINTR);
  }

  int descriptor_;
  Clock::time_point deadline_;
  std::string text_;
  bool timed_out_ = false;
};

// Describes the end of a child that did not write last_line.
std::string describe_end(int status, bool timed_out, double seconds) {
  if (timed_out) {
    return fmt::format(
        "it did not finish within {:g} s and was stopped; a plugin that is merely slow needs a "
        "larger --seconds.",
        seconds);
  }
  if (WIFSIGNALED(status)) {
    return fmt::format("it crashed the process ({}).", strsignal(WTERMSIG(status)));
  }
  return fmt::format("it ended the process with exit status {}.", WEXITSTATUS(status));
}

}  // namespace

void check_plugin_isolated(const PluginInfo& info, const Value& options, double seconds,
                           const std::function<void(const CheckEvent&)>& listener) {
  int ends[2];
  if (pipe(ends) != 0) fail("a pipe cannot be created");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) fail("a process for the checks cannot be created");
  if (child == 0) {
    close(ends[0]);
    report_and_exit(info, options, ends[1]);
  }
  close(ends[1]);
  LineReader lines(ends[0], seconds);
  CheckEvent last{"it can be loaded", CheckState::started, {}};
  bool done = false;
  bool garbled = false;
  while (const auto line = lines.next()) {
    done = *line == last_line;
    const auto event = done ? std::nullopt : from_line(*line);
    garbled = !done && !event;
    if (!event) break;
    last = *event;
    listener(last);
  }
  if (!done) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!done) {
    listener({last.check, CheckState::failed,
              garbled ? "it writes to file descriptors that are not its own."
                      : describe_end(status, lines.timed_out(), seconds)});
  }
}

}  // namespace runner
