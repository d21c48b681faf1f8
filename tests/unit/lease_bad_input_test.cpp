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

// Sees time pass only when told so.
struct Watcher {
  std::chrono::steady_clock::time_point now;
  FailureDetector observer;

  Watcher() : observer(settings()) {}

  LeaseSettings settings() {
    LeaseSettings settings;
    settings.heartbeat_interval = 24h;
    settings.lease_timeout = 90s;
    settings.now = [this] { return now; };
    return settings;
  }
};

// Files that this process writes end at 0 bytes, with EFBIG instead of a signal.
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

// A claim of a process that is gone, on this host.
std::string claim_with(const std::string& key, const std::string& value) {
  runner::LeaseOwner owner = runner::this_owner();
  owner.process.pid = 1 << 30;
  std::string text = runner::make_lease_text(owner);
  const std::size_t begin = text.find('"' + key + "\": ") + key.size() + 4;
  return text.replace(begin, text.find_first_of(",\n", begin) - begin, value);
}

}  // namespace

TEST_CASE("A claim as this program writes it is that of a dead process at once", "[claim]") {
  const TemporaryFolder folder;
  write_file(folder / "claim.1", claim_with("format", "1"));
  Watcher watcher;
  CHECK(acquire_lease(folder.path(), watcher.observer));
}

TEST_CASE("A claim that cannot be read is one from elsewhere that does not beat", "[claim]") {
  const TemporaryFolder folder;
  const fs::path file = folder / "claim.1";
  SECTION("empty") { write_file(file, ""); }
  SECTION("half written") { write_file(file, claim_with("format", "1").substr(0, 60)); }
  SECTION("no JSON") { write_file(file, "\xff\xfe\0{"); }
  SECTION("no object") { write_file(file, "[1, 2]"); }
  SECTION("of another format") { write_file(file, claim_with("format", "2")); }
  SECTION("a pid of text") { write_file(file, claim_with("pid", "\"12\"")); }
  SECTION("a negative pid") { write_file(file, claim_with("pid", "-1")); }
  SECTION("a pid too large") { write_file(file, claim_with("pid", "4294967297")); }
  SECTION("a pid too large for any number") { write_file(file, claim_with("pid", "1e300")); }
  SECTION("a start time of text") { write_file(file, claim_with("start_time", "null")); }
  SECTION("a host that is none") { write_file(file, claim_with("host", "{}")); }
  SECTION("too long") { write_file(file, claim_with("format", "1") + std::string(1 << 20, ' ')); }
  SECTION("deep brackets") { write_file(file, std::string(1 << 20, '[')); }
  SECTION("a folder") { fs::create_directory(file); }
  SECTION("a pipe") { REQUIRE(::mkfifo(file.c_str(), 0600) == 0); }
  SECTION("a link to nothing") { fs::create_symlink("nothing", file); }
  Watcher watcher;
  CHECK_FALSE(acquire_lease(folder.path(), watcher.observer));
  watcher.now += 90s;
  const auto lease = acquire_lease(folder.path(), watcher.observer);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 2);
}

TEST_CASE("A claim with an absurd number is an error that names the file", "[claim]") {
  const TemporaryFolder folder;
  const auto* name =
      GENERATE("claim.0", "claim.01", "claim.1000000", "claim.99999999999999999999999999");
  write_file(folder / name, "");
  Watcher watcher;
  CHECK_THROWS_AS(acquire_lease(folder.path(), watcher.observer), Error);
  CHECK_THROWS_WITH(acquire_lease(folder.path(), watcher.observer),
                    (folder / name).string() +
                        ": no claim has this number: they count from 1 and stay below 1000000. "
                        "Another program must have made the file; remove it.");
}

TEST_CASE("Files with other names are nobody's claims", "[claim]") {
  const TemporaryFolder folder;
  for (const char* name : {"claim.", "claim.txt", "claim.1.bak", "claim.-1", "claim. 1", "claim.1~",
                           ".claim.1", "claim", "Claim.1", "released.1", "beat.1"}) {
    write_file(folder / name, "x");
  }
  Watcher watcher;
  const auto lease = acquire_lease(folder.path(), watcher.observer);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 1);
}

TEST_CASE("A folder that does not exist is an error that names it", "[claim]") {
  const TemporaryFolder folder;
  Watcher watcher;
  CHECK_THROWS_AS(acquire_lease(folder / "no", watcher.observer), Error);
  CHECK_THROWS_WITH(
      acquire_lease(folder / "no", watcher.observer),
      (folder / "no").string() + ": the folder cannot be read: No such file or directory.");
}

TEST_CASE("Without space a folder is not taken, and can be taken later", "[claim]") {
  const TemporaryFolder folder;
  Watcher watcher;
  {
    const NoSpace full;
    CHECK_THROWS_WITH(acquire_lease(folder.path(), watcher.observer),
                      (folder / "claim.1").string() +
                          ": the claim on this folder cannot be written: writing failed: File too "
                          "large.");
  }
  CHECK(fs::is_empty(folder.path()));
  CHECK(acquire_lease(folder.path(), watcher.observer));
}

TEST_CASE("A folder is released without space", "[claim]") {
  const TemporaryFolder folder;
  Watcher watcher;
  const auto lease = acquire_lease(folder.path(), watcher.observer);
  REQUIRE(lease);
  {
    const NoSpace full;
    lease->release();
  }
  CHECK(acquire_lease(folder.path(), watcher.observer));
}

TEST_CASE("An owner that cannot beat learns why, and still knows whether it is one", "[claim]") {
  const TemporaryFolder folder;
  Watcher watcher;
  const auto lease = acquire_lease(folder.path(), watcher.observer);
  REQUIRE(lease);
  const NoSpace full;
  CHECK_THROWS_WITH(lease->heartbeat(),
                    (folder / "beat.1").string() +
                        ": the claim on this folder cannot be written: writing failed: File too "
                        "large.");
  CHECK(lease->still_held());
  fs::create_hard_link(folder / "claim.1", folder / "claim.2");
  CHECK_FALSE(lease->still_held());
}

TEST_CASE("A folder whose first beat fails is released", "[claim]") {
  const TemporaryFolder folder;
  write_file(folder / "beat.1/inner", "");
  Watcher watcher;
  CHECK_THROWS_WITH(acquire_lease(folder.path(), watcher.observer),
                    (folder / "beat.1").string() +
                        ": the claim on this folder cannot be written: renaming failed: Is a "
                        "directory.");
  const auto lease = acquire_lease(folder.path(), watcher.observer);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 2);
}

TEST_CASE("Once its folder is gone, an owner cannot go on", "[claim]") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "x");
  Watcher watcher;
  const auto lease = acquire_lease(folder / "x", watcher.observer);
  REQUIRE(lease);
  fs::remove_all(folder / "x");
  CHECK_THROWS_WITH(
      lease->still_held(),
      (folder / "x").string() + ": the folder cannot be read: No such file or directory.");
  CHECK_THROWS_WITH(lease->release(),
                    (folder / "x/released.1").string() +
                        ": the claim on this folder cannot be written: linking failed: No such "
                        "file or directory.");
}

}  // namespace runner::test::lease_bad_input_test
