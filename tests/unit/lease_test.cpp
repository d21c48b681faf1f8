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
using runner::OwnerState;
using runner::test::read_file;
using runner::test::TemporaryFolder;

namespace {

const LeaseOwner here{{"here", "boot-1", 100, 5000}, "pid:[1]"};
const LeaseOwner neighbour{{"here", "boot-1", 200, 6000}, "pid:[1]"};
const LeaseOwner far{{"there", "boot-2", 100, 5000}, "pid:[1]"};

// A clock and a process table that tests set. Owners beat only when told to.
struct World {
  std::chrono::steady_clock::time_point now;
  OwnerState state = OwnerState::alive;

  FailureDetector observer(const LeaseOwner& self) {
    LeaseSettings settings;
    settings.heartbeat_interval = 24h;
    settings.lease_timeout = 90s;
    settings.now = [this] { return now; };
    settings.self = [self] { return self; };
    settings.owner_state = [this](const auto&) { return state; };
    return FailureDetector(settings);
  }

  std::unique_ptr<Lease> take(const fs::path& folder, const LeaseOwner& self) {
    FailureDetector once = observer(self);
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

TEST_CASE("The first to take a folder gets generation 1 and says who it is", "[claim]") {
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

TEST_CASE("A folder is not taken from a living process", "[claim]") {
  const TemporaryFolder folder;
  FailureDetector observer;
  const auto lease = acquire_lease(folder.path(), observer);
  REQUIRE(lease);
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  CHECK(lease->still_held());
}

TEST_CASE("A released folder is the next one's at once, who gets generation 2", "[claim]") {
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

TEST_CASE("The end of a claim's scope releases the folder", "[claim]") {
  const TemporaryFolder folder;
  World world;
  { const auto lease = world.take(folder.path(), here); }
  CHECK(world.take(folder.path(), far));
}

TEST_CASE("On its own host and boot a process that is gone is dead at once", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lost = world.take(folder.path(), here);
  world.state = OwnerState::dead;
  const auto lease = world.take(folder.path(), neighbour);
  REQUIRE(lease);
  CHECK(lease->fencing_token() == 2);
  CHECK(names(folder.path()) == Names{"beat.2", "claim.1", "claim.2"});
}

TEST_CASE("On its own host a living process is not dead, however long it does not beat",
          "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  auto observer = world.observer(neighbour);
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 24h;
  CHECK_FALSE(acquire_lease(folder.path(), observer));
}

TEST_CASE("An owner elsewhere is dead once its beat was seen to stand still", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  world.state = OwnerState::dead;  // which nobody elsewhere can know
  auto observer = world.observer(far);
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 90s - 1ms;
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 1ms;
  CHECK(acquire_lease(folder.path(), observer));
}

TEST_CASE("A beat gives an owner elsewhere its whole time again", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  auto observer = world.observer(far);
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 89s;
  lease->heartbeat();
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 89s;
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 1s;
  CHECK(acquire_lease(folder.path(), observer));
}

TEST_CASE("A new observer waits on its own, whatever others have seen", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  world.now += 24h;
  CHECK_FALSE(world.take(folder.path(), far));
}

TEST_CASE("The beats of each folder are watched apart", "[claim]") {
  const TemporaryFolder folders;
  fs::create_directory(folders / "a");
  fs::create_directory(folders / "b");
  World world;
  const auto a = world.take(folders / "a", here);
  const auto b = world.take(folders / "b", here);
  auto observer = world.observer(far);
  CHECK_FALSE(acquire_lease(folders / "a", observer));
  world.now += 60s;
  CHECK_FALSE(acquire_lease(folders / "b", observer));
  world.now += 30s;
  CHECK_FALSE(acquire_lease(folders / "b", observer));
  CHECK(acquire_lease(folders / "a", observer));
}

TEST_CASE("Whoever cannot ask the owner's system waits for its beat", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lease = world.take(folder.path(), here);
  world.state = OwnerState::dead;
  LeaseOwner self = neighbour;
  SECTION("a host of the same name, or another boot") { self.process.boot_id = "boot-2"; }
  SECTION("another container") { self.pid_namespace = "pid:[2]"; }
  SECTION("a process that the system hides") { world.state = OwnerState::unknown; }
  auto observer = world.observer(self);
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 90s;
  CHECK(acquire_lease(folder.path(), observer));
}

TEST_CASE("Where the boot is unknown nobody's system can be asked", "[claim]") {
  const TemporaryFolder folder;
  World world;
  LeaseOwner nameless = here;
  nameless.process.boot_id.clear();
  const auto lease = world.take(folder.path(), nameless);
  world.state = OwnerState::dead;
  CHECK_FALSE(world.take(folder.path(), nameless));
}

TEST_CASE("An owner whose folder was taken over learns it and can do no harm", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto old = world.take(folder.path(), here);
  auto observer = world.observer(far);
  CHECK_FALSE(acquire_lease(folder.path(), observer));
  world.now += 90s;
  const auto lease = acquire_lease(folder.path(), observer);
  REQUIRE(lease);

  CHECK_FALSE(old->still_held());
  CHECK(lease->still_held());

  SECTION("its release does not free the folder") {
    old->release();
    CHECK_FALSE(world.take(folder.path(), neighbour));
    CHECK(lease->still_held());
  }
  SECTION("its beats are not those of the new owner") {
    auto third = world.observer(neighbour);
    CHECK_FALSE(acquire_lease(folder.path(), third));
    world.now += 90s;
    old->heartbeat();
    CHECK(acquire_lease(folder.path(), third));
  }
}

TEST_CASE("A folder is taken over as often as needed", "[claim]") {
  const TemporaryFolder folder;
  World world;
  world.state = OwnerState::dead;
  std::vector<std::unique_ptr<Lease>> failure_detector;
  for (std::uint64_t fencing_token = 1; fencing_token <= 20; ++fencing_token) {
    failure_detector.push_back(
        world.take(folder.path(), fencing_token % 2 == 0 ? neighbour : here));
    REQUIRE(failure_detector.back());
    CHECK(failure_detector.back()->fencing_token() == fencing_token);
  }
  CHECK(std::count_if(failure_detector.begin(), failure_detector.end(),
                      [](const auto& lease) { return lease->still_held(); }) == 1);
  CHECK(failure_detector.back()->still_held());
}

TEST_CASE("A folder that was emptied and taken anew is not the first owner's", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto old = world.take(folder.path(), here);
  fs::remove(folder / "claim.1");
  CHECK_FALSE(old->still_held());
  const auto anew = world.take(folder.path(), here);
  REQUIRE(anew);
  CHECK(anew->fencing_token() == 1);
  CHECK_FALSE(old->still_held());
  CHECK(anew->still_held());
}

TEST_CASE("Owners beat by themselves", "[claim]") {
  const TemporaryFolder folder;
  LeaseSettings settings;
  settings.heartbeat_interval = 1ms;
  FailureDetector observer(settings);
  const auto lease = acquire_lease(folder.path(), observer);
  REQUIRE(lease);
  const std::string before = read_file(folder / "beat.1");
  while (read_file(folder / "beat.1") == before) std::this_thread::sleep_for(1ms);
  SUCCEED();
}

}  // namespace runner::test::lease_test
