#include "base/process_identity.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace runner {
namespace {

std::string first_line(const std::string& file) {
  std::ifstream input(file);
  std::string line;
  std::getline(input, line);
  return line;
}

std::string host_name() {
  std::array<char, 256> name{};
  // One byte less than the buffer has, so that a truncated name is terminated.
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

std::string boot_id() { return first_line("/proc/sys/kernel/random/boot_id"); }

// The whole of /proc/PID/stat, because a command's name may contain line breaks. Empty if there is
// no such process. If the process ends after the file was opened, the read fails: << stops then,
// while an istreambuf_iterator would throw.
std::string stat_text(pid_t pid) {
  std::ostringstream text;
  text << std::ifstream(fmt::format("/proc/{}/stat", pid)).rdbuf();
  return text.str();
}

std::uint64_t start_time(std::string_view stat) {
  const auto field = stat_field(stat, 22);
  std::uint64_t ticks = 0;
  if (field) std::from_chars(field->data(), field->data() + field->size(), ticks);
  return ticks;
}

bool exists(pid_t pid) { return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM); }

}  // namespace

std::optional<std::string_view> stat_field(std::string_view line, int number) {
  const std::size_t open = line.find('(');
  const std::size_t close = line.rfind(')');
  if (number < 1 || open == std::string_view::npos || close == std::string_view::npos ||
      open == 0 || close < open) {
    return std::nullopt;
  }
  if (number == 1) return line.substr(0, open - 1);
  if (number == 2) return line.substr(open + 1, close - open - 1);
  std::size_t begin = close + 1;
  for (int field = 3;; ++field) {
    begin = line.find_first_not_of(" \n", begin);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = std::min(line.find_first_of(" \n", begin), line.size());
    if (field == number) return line.substr(begin, end - begin);
    begin = end;
  }
}

ProcessIdentity this_process() {
  const pid_t pid = ::getpid();
  return {host_name(), boot_id(), pid, start_time(stat_text(pid))};
}

OwnerState owner_state(const ProcessIdentity& owner) {
  if (owner.host != host_name()) return OwnerState::unknown;
  if (owner.boot_id != boot_id()) return OwnerState::dead;
  if (!exists(owner.pid)) return OwnerState::dead;
  const std::string stat = stat_text(owner.pid);
  if (stat.empty()) return exists(owner.pid) ? OwnerState::unknown : OwnerState::dead;
  const auto state = stat_field(stat, 3);
  if (state == "X") return OwnerState::dead;
  // The state is the first thread's. Others may still be ending with files open.
  if (state == "Z" && stat_field(stat, 20) == "1") return OwnerState::dead;
  return start_time(stat) == owner.start_time ? OwnerState::alive : OwnerState::dead;
}

}  // namespace runner
