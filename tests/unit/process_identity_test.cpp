#include "base/process_identity.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "support/catch.hpp"

namespace runner::test::process_identity_test {

using runner::owner_state;
using runner::OwnerState;
using runner::ProcessIdentity;
using runner::stat_field;
using runner::this_process;

TEST_CASE("This process is alive", "[process_identity]") {
  const ProcessIdentity me = this_process();
  CHECK(me.pid == ::getpid());
  CHECK(me.start_time > 0);
  CHECK(me.boot_id.size() == 36);
  CHECK(owner_state(me) == OwnerState::alive);
}

TEST_CASE("A process of an earlier boot is dead", "[process_identity]") {
  ProcessIdentity other = this_process();
  other.boot_id.back() = other.boot_id.back() == '0' ? '1' : '0';
  CHECK(owner_state(other) == OwnerState::dead);
}

TEST_CASE("A process of another host is unknown", "[process_identity]") {
  ProcessIdentity other = this_process();
  other.host += "x";
  CHECK(owner_state(other) == OwnerState::unknown);
}

TEST_CASE("A process whose pid came back to another is dead", "[process_identity]") {
  ProcessIdentity other = this_process();
  other.start_time -= 1;
  CHECK(owner_state(other) == OwnerState::dead);
}

TEST_CASE("A pid that never was one is dead", "[process_identity]") {
  ProcessIdentity other = this_process();
  for (const pid_t pid : {0, -1, 1 << 30}) {
    other.pid = pid;
    CHECK(owner_state(other) == OwnerState::dead);
  }
}

TEST_CASE("A child is alive until it ends, and dead as a zombie", "[process_identity]") {
  int to_child[2];
  int from_child[2];
  REQUIRE(::pipe(to_child) == 0);
  REQUIRE(::pipe(from_child) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const ProcessIdentity self = this_process();
    char byte = 0;
    if (::write(from_child[1], &self.start_time, sizeof self.start_time) < 0) ::_exit(1);
    ::_exit(::read(to_child[0], &byte, 1) == 1 ? 0 : 1);
  }
  ProcessIdentity identity = this_process();
  identity.pid = child;
  REQUIRE(::read(from_child[0], &identity.start_time, sizeof identity.start_time) > 0);
  CHECK(owner_state(identity) == OwnerState::alive);

  REQUIRE(::write(to_child[1], "x", 1) == 1);
  siginfo_t info;
  REQUIRE(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) == 0);
  CHECK(owner_state(identity) == OwnerState::dead);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  CHECK(owner_state(identity) == OwnerState::dead);
  for (const int end : {to_child[0], to_child[1], from_child[0], from_child[1]}) ::close(end);
}

TEST_CASE("A process lives on without its first thread until the last one ends",
          "[process_identity]") {
  int from_child[2];
  REQUIRE(::pipe(from_child) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto wait = [](void*) -> void* {
      while (true) ::pause();
    };
    const ProcessIdentity self = this_process();
    pthread_t thread{};
    if (::pthread_create(&thread, nullptr, wait, nullptr) != 0) ::_exit(1);
    if (::write(from_child[1], &self.start_time, sizeof self.start_time) < 0) ::_exit(1);
    // What pthread_exit() does less the unwinding, which would run into the tests' own frames.
    ::syscall(SYS_exit, 0);
  }
  ProcessIdentity identity = this_process();
  identity.pid = child;
  REQUIRE(::read(from_child[0], &identity.start_time, sizeof identity.start_time) > 0);
  const std::string file = "/proc/" + std::to_string(child) + "/stat";
  std::string stat;
  while (stat_field(stat, 3) != "Z") std::getline(std::ifstream(file), stat);
  CHECK(owner_state(identity) == OwnerState::alive);

  REQUIRE(::kill(child, SIGKILL) == 0);
  siginfo_t info;
  REQUIRE(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) == 0);
  CHECK(owner_state(identity) == OwnerState::dead);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  for (const int end : from_child) ::close(end);
}

TEST_CASE("Fields of /proc/PID/stat are found behind any command name", "[process_identity]") {
  const std::string line = "12 (a) b (c d) S 1 2 3\n";
  CHECK(stat_field(line, 1) == "12");
  CHECK(stat_field(line, 2) == "a) b (c d");
  CHECK(stat_field(line, 3) == "S");
  CHECK(stat_field(line, 6) == "3");
  CHECK(stat_field(line, 7) == std::nullopt);
}

TEST_CASE("A line that is none of /proc/PID/stat has no fields", "[process_identity]") {
  for (const char* line : {"", "12 S 1", ")(", "(x"}) CHECK(stat_field(line, 3) == std::nullopt);
}

}  // namespace runner::test::process_identity_test
