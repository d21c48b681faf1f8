#include "claims/claim.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using runner::Claim;
using runner::ClaimObserver;
using runner::ClaimOwner;
using runner::ClaimSettings;
using runner::OwnerState;
using runner::take_claim;
using runner::test::read_file;
using runner::test::TemporaryFolder;

namespace {

const ClaimOwner here{{"here", "boot-1", 100, 5000}, "pid:[1]"};
const ClaimOwner neighbour{{"here", "boot-1", 200, 6000}, "pid:[1]"};
const ClaimOwner far{{"there", "boot-2", 100, 5000}, "pid:[1]"};

// A clock and a process table that tests set. Owners beat only when told to.
struct World {
  std::chrono::steady_clock::time_point now;
  OwnerState state = OwnerState::alive;

  ClaimObserver observer(const ClaimOwner& self) {
    ClaimSettings settings;
    settings.beat_every = 24h;
    settings.patience = 90s;
    settings.now = [this] { return now; };
    settings.self = [self] { return self; };
    settings.owner_state = [this](const auto&) { return state; };
    return ClaimObserver(settings);
  }

  std::unique_ptr<Claim> take(const fs::path& folder, const ClaimOwner& self) {
    ClaimObserver once = observer(self);
    return take_claim(folder, once);
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
  const auto claim = world.take(folder.path(), here);
  REQUIRE(claim);
  CHECK(claim->generation() == 1);
  CHECK(claim->still_newest());
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
  ClaimObserver observer;
  const auto claim = take_claim(folder.path(), observer);
  REQUIRE(claim);
  CHECK_FALSE(take_claim(folder.path(), observer));
  CHECK(claim->still_newest());
}

TEST_CASE("A released folder is the next one's at once, who gets generation 2", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto first = world.take(folder.path(), here);
  first->release();
  CHECK(names(folder.path()) == Names{"claim.1", "released.1"});
  const auto second = world.take(folder.path(), far);
  REQUIRE(second);
  CHECK(second->generation() == 2);
  CHECK_FALSE(first->still_newest());
}

TEST_CASE("The end of a claim's scope releases the folder", "[claim]") {
  const TemporaryFolder folder;
  World world;
  { const auto claim = world.take(folder.path(), here); }
  CHECK(world.take(folder.path(), far));
}

TEST_CASE("On its own host and boot a process that is gone is dead at once", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto lost = world.take(folder.path(), here);
  world.state = OwnerState::dead;
  const auto claim = world.take(folder.path(), neighbour);
  REQUIRE(claim);
  CHECK(claim->generation() == 2);
  CHECK(names(folder.path()) == Names{"beat.2", "claim.1", "claim.2"});
}

TEST_CASE("On its own host a living process is not dead, however long it does not beat",
          "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto claim = world.take(folder.path(), here);
  auto observer = world.observer(neighbour);
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 24h;
  CHECK_FALSE(take_claim(folder.path(), observer));
}

TEST_CASE("An owner elsewhere is dead once its beat was seen to stand still", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto claim = world.take(folder.path(), here);
  world.state = OwnerState::dead;  // which nobody elsewhere can know
  auto observer = world.observer(far);
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 90s - 1ms;
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 1ms;
  CHECK(take_claim(folder.path(), observer));
}

TEST_CASE("A beat gives an owner elsewhere its whole time again", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto claim = world.take(folder.path(), here);
  auto observer = world.observer(far);
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 89s;
  claim->beat();
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 89s;
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 1s;
  CHECK(take_claim(folder.path(), observer));
}

TEST_CASE("A new observer waits on its own, whatever others have seen", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto claim = world.take(folder.path(), here);
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
  CHECK_FALSE(take_claim(folders / "a", observer));
  world.now += 60s;
  CHECK_FALSE(take_claim(folders / "b", observer));
  world.now += 30s;
  CHECK_FALSE(take_claim(folders / "b", observer));
  CHECK(take_claim(folders / "a", observer));
}

TEST_CASE("Whoever cannot ask the owner's system waits for its beat", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto claim = world.take(folder.path(), here);
  world.state = OwnerState::dead;
  ClaimOwner self = neighbour;
  SECTION("a host of the same name, or another boot") { self.process.boot_id = "boot-2"; }
  SECTION("another container") { self.pid_namespace = "pid:[2]"; }
  SECTION("a process that the system hides") { world.state = OwnerState::unknown; }
  auto observer = world.observer(self);
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 90s;
  CHECK(take_claim(folder.path(), observer));
}

TEST_CASE("Where the boot is unknown nobody's system can be asked", "[claim]") {
  const TemporaryFolder folder;
  World world;
  ClaimOwner nameless = here;
  nameless.process.boot_id.clear();
  const auto claim = world.take(folder.path(), nameless);
  world.state = OwnerState::dead;
  CHECK_FALSE(world.take(folder.path(), nameless));
}

TEST_CASE("An owner whose folder was taken over learns it and can do no harm", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto old = world.take(folder.path(), here);
  auto observer = world.observer(far);
  CHECK_FALSE(take_claim(folder.path(), observer));
  world.now += 90s;
  const auto claim = take_claim(folder.path(), observer);
  REQUIRE(claim);

  CHECK_FALSE(old->still_newest());
  CHECK(claim->still_newest());

  SECTION("its release does not free the folder") {
    old->release();
    CHECK_FALSE(world.take(folder.path(), neighbour));
    CHECK(claim->still_newest());
  }
  SECTION("its beats are not those of the new owner") {
    auto third = world.observer(neighbour);
    CHECK_FALSE(take_claim(folder.path(), third));
    world.now += 90s;
    old->beat();
    CHECK(take_claim(folder.path(), third));
  }
}

TEST_CASE("A folder is taken over as often as needed", "[claim]") {
  const TemporaryFolder folder;
  World world;
  world.state = OwnerState::dead;
  std::vector<std::unique_ptr<Claim>> claims;
  for (std::uint64_t generation = 1; generation <= 20; ++generation) {
    claims.push_back(world.take(folder.path(), generation % 2 == 0 ? neighbour : here));
    REQUIRE(claims.back());
    CHECK(claims.back()->generation() == generation);
  }
  CHECK(std::count_if(claims.begin(), claims.end(),
                      [](const auto& claim) { return claim->still_newest(); }) == 1);
  CHECK(claims.back()->still_newest());
}

TEST_CASE("A folder that was emptied and taken anew is not the first owner's", "[claim]") {
  const TemporaryFolder folder;
  World world;
  const auto old = world.take(folder.path(), here);
  fs::remove(folder / "claim.1");
  CHECK_FALSE(old->still_newest());
  const auto anew = world.take(folder.path(), here);
  REQUIRE(anew);
  CHECK(anew->generation() == 1);
  CHECK_FALSE(old->still_newest());
  CHECK(anew->still_newest());
}

TEST_CASE("Owners beat by themselves", "[claim]") {
  const TemporaryFolder folder;
  ClaimSettings settings;
  settings.beat_every = 1ms;
  ClaimObserver observer(settings);
  const auto claim = take_claim(folder.path(), observer);
  REQUIRE(claim);
  const std::string before = read_file(folder / "beat.1");
  while (read_file(folder / "beat.1") == before) std::this_thread::sleep_for(1ms);
  SUCCEED();
}
