#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <barrier>
#include <fstream>
#include <random>

#include "base/atomic_file.hpp"
#include "leases/lease.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::lease_race_test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using runner::acquire_lease;
using runner::FailureDetector;
using runner::Lease;
using runner::LeaseSettings;
using runner::write_file_atomically;
using runner::test::TemporaryFolder;

namespace {

// A process on a host of its own, with a clock that the test sets.
struct Competitor {
  std::chrono::steady_clock::time_point now;
  FailureDetector detector;
  std::unique_ptr<Lease> lease;

  explicit Competitor(int number) : detector(settings(number)) {}
  Competitor(const Competitor&) = delete;
  Competitor& operator=(const Competitor&) = delete;
  ~Competitor() = default;

  LeaseSettings settings(int number) {
    LeaseSettings settings;
    settings.heartbeat_interval = 24h;
    settings.now = [this] { return now; };
    settings.self = [number] {
      return runner::LeaseOwner{{"host-" + std::to_string(number), "boot", 1, 1}, "pid:[1]"};
    };
    return settings;
  }
};

// Lets all competitors try at once, and returns how many acquired the lease.
int winners(std::vector<std::unique_ptr<Competitor>>& competitors, const fs::path& folder) {
  std::barrier start(static_cast<std::ptrdiff_t>(competitors.size()));
  {
    std::vector<std::jthread> threads;
    for (auto& competitor : competitors) {
      threads.emplace_back([&start, &folder, &competitor = *competitor] {
        start.arrive_and_wait();
        competitor.lease = acquire_lease(folder, competitor.detector);
      });
    }
  }
  int count = 0;
  for (const auto& competitor : competitors) count += competitor->lease ? 1 : 0;
  return count;
}

constexpr int workers = 6;
constexpr int folders = 6;
constexpr int steps = 60;
constexpr int surely_lost = 3;  // the first owners of a folder always kill themselves

// The exit status of a worker that has seen what must not happen.
enum Fault { exception = 2, two_owners, taken_over_alive, done_twice };

int number_in(const fs::path& file) {
  int number = 0;
  std::ifstream(file) >> number;
  return number;
}

// A lock that ends with its process. Exits with an error if another owner is working.
class OnlyOwner {
 public:
  explicit OnlyOwner(const fs::path& file)
      : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) ::_exit(two_owners);
  }
  OnlyOwner(const OnlyOwner&) = delete;
  OnlyOwner& operator=(const OnlyOwner&) = delete;
  ~OnlyOwner() { ::close(file_); }

 private:
  int file_;
};

// A trial of some steps, each logged before its checkpoint is published.
void work_in(const fs::path& folder, Lease& lease) {
  const OnlyOwner lock(folder / "lock");
  if (fs::exists(folder / "done")) return;
  for (int step = number_in(folder / "checkpoint"); step < steps; ++step) {
    std::ofstream(folder / "log", std::ios::app)
        << lease.fencing_token() << ' ' << step << std::endl;
    if (!lease.still_held()) ::_exit(taken_over_alive);
    if (lease.fencing_token() <= surely_lost) ::raise(SIGKILL);
    write_file_atomically(folder / "checkpoint", std::to_string(step + 1));
  }
  if (::open((folder / "done").c_str(), O_CREAT | O_EXCL | O_CLOEXEC, 0600) < 0) {
    ::_exit(done_twice);
  }
}

[[noreturn]] void work(const fs::path& root) {
  try {
    FailureDetector detector;
    for (int left = folders; left > 0; std::this_thread::sleep_for(1ms)) {
      left = 0;
      for (int i = 0; i < folders; ++i) {
        const fs::path folder = root / std::to_string(i);
        if (fs::exists(folder / "done")) continue;
        ++left;
        if (const auto lease = acquire_lease(folder, detector)) work_in(folder, *lease);
      }
    }
    ::_exit(0);
  } catch (...) {
    ::_exit(exception);
  }
}

pid_t start_worker(const fs::path& root) {
  const pid_t child = ::fork();
  if (child == 0) work(root);
  return child;
}

struct LogLine {
  int fencing_token = 0;
  int step = 0;
};

std::vector<LogLine> read_log(const fs::path& file) {
  std::vector<LogLine> lines;
  std::ifstream input(file);
  for (LogLine line; input >> line.fencing_token >> line.step;) lines.push_back(line);
  return lines;
}

// The worker's exit status, or -1 when a signal ended it.
int end_of(pid_t worker) {
  int status = 0;
  REQUIRE(::waitpid(worker, &status, 0) == worker);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool is_killed_or_done(pid_t worker) {
  const int end = end_of(worker);
  return end == 0 || end == -1;
}

// Checks that each owner resumed where the previous one was lost: no step is missing, only the step
// in progress was repeated, and an owner did nothing more after it was followed by another.
void check_folder(const fs::path& folder) {
  CHECK(fs::exists(folder / "done"));
  LogLine last{0, -1};
  for (const LogLine& line : read_log(folder / "log")) {
    const bool continues = line.fencing_token == last.fencing_token && line.step == last.step + 1;
    const bool takes_over = line.fencing_token > last.fencing_token &&
                            (line.step == last.step || line.step == last.step + 1);
    CHECK((continues || takes_over));
    last = line;
  }
  CHECK(last.step == steps - 1);
  CHECK(last.fencing_token > surely_lost);
}

}  // namespace

TEST_CASE("Exactly one of several simultaneous competitors gets the lease, each time", "[lease]") {
  const TemporaryFolder folder;
  std::vector<std::unique_ptr<Competitor>> competitors;
  for (int i = 0; i < 8; ++i) competitors.push_back(std::make_unique<Competitor>(i));
  std::vector<std::unique_ptr<Lease>> dead;
  for (int round = 0; round < 20; ++round) {
    CHECK(winners(competitors, folder.path()) == 1);
    for (auto& competitor : competitors) {
      if (competitor->lease) dead.push_back(std::move(competitor->lease));
    }
    CHECK(winners(competitors, folder.path()) == 0);
    for (auto& competitor : competitors) competitor->now += 90s;
  }
  CHECK(dead.back()->fencing_token() == 20);
}

TEST_CASE("Workers that are killed at any moment finish every folder once, one at a time",
          "[lease]") {
  const TemporaryFolder root;
  for (int i = 0; i < folders; ++i) fs::create_directory(root / std::to_string(i));
  std::vector<pid_t> running;
  for (int i = 0; i < workers; ++i) running.push_back(start_worker(root.path()));

  std::mt19937 random(1);
  for (int kills = 0; kills < 80; ++kills) {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 6000));
    pid_t& victim = running[random() % running.size()];
    ::kill(victim, SIGKILL);
    CHECK(is_killed_or_done(victim));
    victim = start_worker(root.path());
  }
  for (const pid_t worker : running) CHECK(is_killed_or_done(worker));
  // Each of these may be lost with a folder, if it is among its first owners.
  for (int i = 0; i < surely_lost * folders; ++i) {
    CHECK(is_killed_or_done(start_worker(root.path())));
  }
  CHECK(end_of(start_worker(root.path())) == 0);
  for (int i = 0; i < folders; ++i) check_folder(root / std::to_string(i));
}

}  // namespace runner::test::lease_race_test
