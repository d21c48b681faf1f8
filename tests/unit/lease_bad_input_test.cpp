#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "config/diagnostics.hpp"
#include "leases/lease.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::lease_bad_input_test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using runner::acquire_lease;
using runner::Error;
using runner::FailureDetector;
using runner::LeaseSettings;
using runner::test::TemporaryFolder;
using runner::test::write_file;

namespace {

// A failure detector whose clock the test sets.
struct Watcher {
  std::chrono::steady_clock::time_point now;
  FailureDetector detector;

  Watcher() : detector(settings()) {}

  LeaseSettings settings() {
    LeaseSettings settings;
    settings.heartbeat_interval = 24h;
    settings.lease_timeout = 90s;
    settings.now = [this] { return now; };
    return settings;
  }
};

// Makes every write of this process fail with EFBIG instead of a signal.
class NoSpace {
 public:
  NoSpace() : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit now = before_;
    now.rlim_cur = 0;
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  NoSpace(const NoSpace&) = delete;
  NoSpace& operator=(const NoSpace&) = delete;
  ~NoSpace() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  sighandler_t handler_;
};

// The lease text of a process on this host that is gone, with another value of `key`.
std::string lease_with(const std::string& key, const std::string& value) {
  runner::LeaseOwner owner = runner::this_owner();
  owner.process.pid = 1 << 30;
  std::string text = runner::make_lease_text(owner);
  const std::size_t begin = text.find('"' + key + "\": ") + key.size() + 4;
  return text.replace(begin, text.find_first_of(",\n", begin) - begin, value);
}

}  // namespace

TEST_CASE("An undamaged lease of a process that is gone can be taken over at once", "[lease]") {
  const TemporaryFolder folder;
  write_file(folder / "claim.1", lease_with("format", "1"));
  Watcher watcher;
  CHECK(acquire_lease(folder.path(), watcher.detector));
}

TEST_CASE("A damaged lease counts as one from another host without a heartbeat", "[lease]") {
  const TemporaryFolder folder;
  const fs::path file = folder / "claim.1";
  SECTION("empty") { write_file(file, ""); }
  SECTION("half written") { write_file(file, lease_with("format", "1").substr(0, 60)); }
  SECTION("no JSON") { write_file(file, "\xff\xfe\0{"); }
  SECTION("no object") { write_file(file, "[1, 2]"); }
  SECTION("of another format") { write_file(file, lease_with("format", "2")); }
  SECTION("a pid of text") { write_file(file, lease_with("pid", "\"12\"")); }
  SECTION("a negative pid") { write_file(file, lease_with("pid", "-1")); }
  SECTION("a pid too large") { write_file(file, lease_with("pid", "4294967297")); }
  SECTION("a pid too large for any number") { write_file(file, lease_with("pid", "1e300")); }
  SECTION("a start time of text") { write_file(file, lease_with("start_time", "null")); }
  SECTION("a host that is none") { write_file(file, lease_with("host", "{}")); }
  SECTION("too long") { write_file(file, lease_with("format", "1") + std::string(1 << 20, ' ')); }
  SECTION("deep brackets") { write_file(file, std::string(1 << 20, '[')); }
  SECTION("a folder") { fs::create_directory(file); }
  SECTION("a pipe") { REQUIRE(::mkfifo(file.c_str(), 0600) == 0); }
  SECTION("a link to nothing") { fs::create_symlink("nothing", file); }
  Watcher watcher;
  CHECK_FALSE(acquire_lease(folder.path(), watcher.detector));
  watcher.now += 90s;
  const auto lease = acquire_lease(folder.path(), watcher.detector);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 2);
}

TEST_CASE("A lease file with an impossible number is an error that names the file", "[lease]") {
  const TemporaryFolder folder;
  const auto* name =
      GENERATE("claim.0", "claim.01", "claim.1000000", "claim.99999999999999999999999999");
  write_file(folder / name, "");
  Watcher watcher;
  CHECK_THROWS_AS(acquire_lease(folder.path(), watcher.detector), Error);
  CHECK_THROWS_WITH(acquire_lease(folder.path(), watcher.detector),
                    (folder / name).string() +
                        ": not a valid number for a claim, which counts from 1 and stays below "
                        "1000000. Another program must have created the file; remove it.");
}

TEST_CASE("Files with other names are not leases", "[lease]") {
  const TemporaryFolder folder;
  for (const char* name : {"claim.", "claim.txt", "claim.1.bak", "claim.-1", "claim. 1", "claim.1~",
                           ".claim.1", "claim", "Claim.1", "released.1", "beat.1"}) {
    write_file(folder / name, "x");
  }
  Watcher watcher;
  const auto lease = acquire_lease(folder.path(), watcher.detector);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 1);
}

TEST_CASE("A folder that does not exist is an error that names it", "[lease]") {
  const TemporaryFolder folder;
  Watcher watcher;
  CHECK_THROWS_AS(acquire_lease(folder / "no", watcher.detector), Error);
  CHECK_THROWS_WITH(
      acquire_lease(folder / "no", watcher.detector),
      (folder / "no").string() + ": the folder cannot be read: No such file or directory.");
}

TEST_CASE("Without disk space a folder is not leased, and can be leased later", "[lease]") {
  const TemporaryFolder folder;
  Watcher watcher;
  {
    const NoSpace full;
    CHECK_THROWS_WITH(acquire_lease(folder.path(), watcher.detector),
                      (folder / "claim.1").string() +
                          ": the lease of this folder cannot be written: writing failed: File too "
                          "large.");
  }
  CHECK(fs::is_empty(folder.path()));
  CHECK(acquire_lease(folder.path(), watcher.detector));
}

TEST_CASE("A folder can be released without disk space", "[lease]") {
  const TemporaryFolder folder;
  Watcher watcher;
  const auto lease = acquire_lease(folder.path(), watcher.detector);
  REQUIRE(lease);
  {
    const NoSpace full;
    lease->release();
  }
  CHECK(acquire_lease(folder.path(), watcher.detector));
}

TEST_CASE("An owner that cannot write heartbeats learns why, and still knows its lease",
          "[lease]") {
  const TemporaryFolder folder;
  Watcher watcher;
  const auto lease = acquire_lease(folder.path(), watcher.detector);
  REQUIRE(lease);
  const NoSpace full;
  CHECK_THROWS_WITH(lease->heartbeat(),
                    (folder / "beat.1").string() +
                        ": the lease of this folder cannot be written: writing failed: File too "
                        "large.");
  CHECK(lease->still_held());
  fs::create_hard_link(folder / "claim.1", folder / "claim.2");
  CHECK_FALSE(lease->still_held());
}

TEST_CASE("A folder whose first heartbeat fails is released", "[lease]") {
  const TemporaryFolder folder;
  write_file(folder / "beat.1/inner", "");
  Watcher watcher;
  CHECK_THROWS_WITH(acquire_lease(folder.path(), watcher.detector),
                    (folder / "beat.1").string() +
                        ": the lease of this folder cannot be written: renaming failed: Is a "
                        "directory.");
  const auto lease = acquire_lease(folder.path(), watcher.detector);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 2);
}

TEST_CASE("Once its folder is gone, an owner gets errors", "[lease]") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "x");
  Watcher watcher;
  const auto lease = acquire_lease(folder / "x", watcher.detector);
  REQUIRE(lease);
  fs::remove_all(folder / "x");
  CHECK_THROWS_WITH(
      lease->still_held(),
      (folder / "x").string() + ": the folder cannot be read: No such file or directory.");
  CHECK_THROWS_WITH(lease->release(),
                    (folder / "x/released.1").string() +
                        ": the lease of this folder cannot be written: linking failed: No such "
                        "file or directory.");
}

}  // namespace runner::test::lease_bad_input_test
