#include "leases/lease.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::lease_test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using runner::acquire_lease;
using runner::FailureDetector;
using runner::Lease;
using runner::LeaseOwner;
using runner::LeaseSettings;
using runner::make_lease_text;
using runner::OwnerState;
using runner::test::read_file;
using runner::test::TemporaryFolder;
using runner::test::write_file;

namespace {

const LeaseOwner here{{"here", "boot-1", 100, 5000}, "pid:[1]"};
const LeaseOwner neighbour{{"here", "boot-1", 200, 6000}, "pid:[1]"};
const LeaseOwner far{{"there", "boot-2", 100, 5000}, "pid:[1]"};

// A clock and a process table that tests set. Heartbeats are written only on request.
struct World {
  std::chrono::steady_clock::time_point now;
  OwnerState state = OwnerState::alive;

  FailureDetector detector(const LeaseOwner& self) {
    LeaseSettings settings;
    settings.heartbeat_interval = 24h;
    settings.lease_timeout = 90s;
    settings.now = [this] { return now; };
    settings.self = [self] { return self; };
    settings.owner_state = [this](const auto&) { return state; };
    return FailureDetector(settings);
  }

  std::unique_ptr<Lease> take(const fs::path& folder, const LeaseOwner& self) {
    FailureDetector once = detector(self);
    return acquire_lease(folder, once);
  }
};

std::vector<std::string> names(const fs::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    found.push_back(entry.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("The first lease of a folder has fencing token 1 and names its owner", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 1);
  CHECK(lease->still_held());
  CHECK(names(folder.path()) == Names{"beat.1", "claim.1"});
  const auto written = nlohmann::json::parse(read_file(folder / "claim.1"));
  CHECK(written.at("host") == "here");
  CHECK(written.at("boot_id") == "boot-1");
  CHECK(written.at("pid") == 100);
  CHECK(written.at("start_time") == 5000);
  CHECK(written.at("pid_namespace") == "pid:[1]");
}

TEST_CASE("A living process keeps its lease", "[lease]") {
  const TemporaryFolder folder;
  FailureDetector detector;
  const auto lease = acquire_lease(folder.path(), detector);
  REQUIRE(lease);
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  CHECK(lease->still_held());
}

TEST_CASE("A released folder can be leased at once, with fencing token 2", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto first = world.take(folder.path(), here);
  first->release();
  CHECK(names(folder.path()) == Names{"claim.1", "released.1"});
  const auto second = world.take(folder.path(), far);
  REQUIRE(second);
  CHECK(second->fencing_token() == 2);
  CHECK_FALSE(first->still_held());
}

TEST_CASE("Temporary files of dead processes are removed with the next lease", "[lease]") {
  const TemporaryFolder folder;
  World world;
  write_file(folder / ".claim-200-0000000000000001.tmp", make_lease_text(neighbour));
  write_file(folder / ".claim-100-0000000000000002.tmp", make_lease_text(far));
  write_file(folder / ".claim-300-0000000000000003.tmp", "");
  write_file(folder / ".claim-300-0000000000000004.tmp", "");
  fs::last_write_time(folder / ".claim-300-0000000000000004.tmp",
                      fs::file_time_type::clock::now() - 10min);
  write_file(folder / ".claim-notes", "");
  const Names others = {".claim-100-0000000000000002.tmp", ".claim-300-0000000000000003.tmp",
                        ".claim-notes"};
  const auto with_others = [&](Names lease_files) {
    lease_files.insert(lease_files.begin(), others.begin(), others.end());
    return lease_files;
  };
  SECTION("the owner lives") {
    const auto lease = world.take(folder.path(), here);
    CHECK(fs::exists(folder / ".claim-200-0000000000000001.tmp"));
    CHECK_FALSE(fs::exists(folder / ".claim-300-0000000000000004.tmp"));
  }
  SECTION("the owner is dead") {
    world.state = OwnerState::dead;
    const auto lease = world.take(folder.path(), here);
    CHECK(names(folder.path()) == with_others({"beat.1", "claim.1"}));
  }
  SECTION("of a heartbeat") {
    world.state = OwnerState::dead;
    const auto lost = world.take(folder.path(), neighbour);
    write_file(folder / ".beat.1", "7");
    const auto lease = world.take(folder.path(), here);
    CHECK(names(folder.path()) == with_others({"beat.2", "claim.1", "claim.2"}));
  }
}

TEST_CASE("The end of a lease's scope releases the folder", "[lease]") {
  const TemporaryFolder folder;
  World world;
  { const auto lease = world.take(folder.path(), here); }
  CHECK(world.take(folder.path(), far));
}

TEST_CASE("A process that is gone from its own host and boot is dead at once", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lost = world.take(folder.path(), here);
  world.state = OwnerState::dead;
  const auto lease = world.take(folder.path(), neighbour);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 2);
  CHECK(names(folder.path()) == Names{"beat.2", "claim.1", "claim.2"});
}

TEST_CASE("A living process is not dead on its own host, however old its heartbeat", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  auto detector = world.detector(neighbour);
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 24h;
  CHECK_FALSE(acquire_lease(folder.path(), detector));
}

TEST_CASE("An owner on another host is dead once its heartbeat has expired", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  world.state = OwnerState::dead;  // which other hosts cannot know
  auto detector = world.detector(far);
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 90s - 1ms;
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 1ms;
  CHECK(acquire_lease(folder.path(), detector));
}

TEST_CASE("A heartbeat restarts the timeout of an owner on another host", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  auto detector = world.detector(far);
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 89s;
  lease->heartbeat();
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 89s;
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 1s;
  CHECK(acquire_lease(folder.path(), detector));
}

TEST_CASE("A new detector waits for the whole timeout", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  world.now += 24h;
  CHECK_FALSE(world.take(folder.path(), far));
}

TEST_CASE("Each folder has a timeout of its own", "[lease]") {
  const TemporaryFolder folders;
  fs::create_directory(folders / "a");
  fs::create_directory(folders / "b");
  World world;
  const auto a = world.take(folders / "a", here);
  const auto b = world.take(folders / "b", here);
  auto detector = world.detector(far);
  CHECK_FALSE(acquire_lease(folders / "a", detector));
  world.now += 60s;
  CHECK_FALSE(acquire_lease(folders / "b", detector));
  world.now += 30s;
  CHECK_FALSE(acquire_lease(folders / "b", detector));
  CHECK(acquire_lease(folders / "a", detector));
}

TEST_CASE("An owner that the system does not know is judged by its heartbeat", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  world.state = OwnerState::dead;
  LeaseOwner self = neighbour;
  SECTION("a host of the same name, or another boot") { self.process.boot_id = "boot-2"; }
  SECTION("another container") { self.pid_namespace = "pid:[2]"; }
  SECTION("a process that the system hides") { world.state = OwnerState::unknown; }
  auto detector = world.detector(self);
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 90s;
  CHECK(acquire_lease(folder.path(), detector));
}

TEST_CASE("An owner of an unknown boot is judged by its heartbeat", "[lease]") {
  const TemporaryFolder folder;
  World world;
  LeaseOwner nameless = here;
  nameless.process.boot_id.clear();
  const auto lease = world.take(folder.path(), nameless);
  world.state = OwnerState::dead;
  CHECK_FALSE(world.take(folder.path(), nameless));
}

TEST_CASE("An owner whose folder was taken over notices and can do no harm", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto old = world.take(folder.path(), here);
  auto detector = world.detector(far);
  CHECK_FALSE(acquire_lease(folder.path(), detector));
  world.now += 90s;
  const auto lease = acquire_lease(folder.path(), detector);
  REQUIRE(lease);

  CHECK_FALSE(old->still_held());
  CHECK(lease->still_held());

  SECTION("its release does not free the folder") {
    old->release();
    CHECK_FALSE(world.take(folder.path(), neighbour));
    CHECK(lease->still_held());
  }
  SECTION("its heartbeats are not the new owner's") {
    auto third = world.detector(neighbour);
    CHECK_FALSE(acquire_lease(folder.path(), third));
    world.now += 90s;
    old->heartbeat();
    CHECK(acquire_lease(folder.path(), third));
  }
}

TEST_CASE("A folder can be taken over many times", "[lease]") {
  const TemporaryFolder folder;
  World world;
  world.state = OwnerState::dead;
  std::vector<std::unique_ptr<Lease>> leases;
  for (std::uint64_t fencing_token = 1; fencing_token <= 20; ++fencing_token) {
    leases.push_back(world.take(folder.path(), fencing_token % 2 == 0 ? neighbour : here));
    REQUIRE(leases.back());
    CHECK(leases.back()->fencing_token() == fencing_token);
  }
  CHECK(std::count_if(leases.begin(), leases.end(),
                      [](const auto& lease) { return lease->still_held(); }) == 1);
  CHECK(leases.back()->still_held());
}

TEST_CASE("An emptied folder that was leased again is not the first owner's", "[lease]") {
  const TemporaryFolder folder;
  World world;
  const auto old = world.take(folder.path(), here);
  fs::remove(folder / "claim.1");
  CHECK_FALSE(old->still_held());
  const auto renewed = world.take(folder.path(), here);
  REQUIRE(renewed);
  CHECK(renewed->fencing_token() == 1);
  CHECK_FALSE(old->still_held());
  CHECK(renewed->still_held());
}

TEST_CASE("A lease writes heartbeats by itself", "[lease]") {
  const TemporaryFolder folder;
  LeaseSettings settings;
  settings.heartbeat_interval = 1ms;
  FailureDetector detector(settings);
  const auto lease = acquire_lease(folder.path(), detector);
  REQUIRE(lease);
  const std::string before = read_file(folder / "beat.1");
  while (read_file(folder / "beat.1") == before) std::this_thread::sleep_for(1ms);
  SUCCEED();
}

}  // namespace runner::test::lease_test
