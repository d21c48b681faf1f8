// The cache of runs: it gives what the files say, and is never needed.
#include "runs/run_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <map>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "runs/run_record.hpp"
#include "runs/stored_run_bytes.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace runner::run_cache_test {
namespace {

namespace fs = std::filesystem;
using test::finished_run;
using test::read_file;
using test::sigmoid_config;
using test::TemporaryFolder;
using test::write_file;
using test::write_run;

constexpr std::int64_t second = 1'000'000'000;

// Sets a variable of the environment until the end of the scope.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* const old = std::getenv(name)) old_ = old;
    set(value);
  }
  Variable(const Variable&) = delete;
  ~Variable() { set(old_ ? old_->c_str() : nullptr); }

 private:
  void set(const char* value) const {
    value == nullptr ? ::unsetenv(name_) : ::setenv(name_, value, 1);
  }
  const char* name_;
  std::optional<std::string> old_;
};

// A manifest with a value in every field.
nlohmann::ordered_json full_manifest() {
  auto manifest = finished_run("sigmoid");
  manifest["format"] = 2;
  manifest["stop_code"] = "early_stopping";
  manifest["stop_reason"] = "stopped early";
  manifest["result"]["validation_loss"] = nullptr;
  manifest["result"]["validation_accuracy"] = 0.5;  // with a loss that is not finite
  manifest["data"]["first_label"] = 3;
  manifest["data"]["class_examples"] = {5, 6};
  manifest["data"]["decisions"] = {"a", "b"};
  manifest["data"]["inputs"] = {"i", "j", "k", "l", "m", "n"};
  manifest["data"]["pool_examples"] = 11;
  manifest["data"]["train_examples"] = 8;
  manifest["data"]["validation_examples"] = 2;
  manifest["data"]["test_examples"] = 1;
  manifest["plugins"] = {{{"kind", "dataset"},
                          {"name", "digits"},
                          {"version", "1"},
                          {"path", "/p \xd7\xa9\n\x01"},
                          {"sha256", "cc"},
                          {"build",
                           {{"compiler", "gcc"},
                            {"cxx_abi", 1018},
                            {"armadillo", "11"},
                            {"instruction_set", "avx2"}}}}};
  manifest["warnings"] = {"one", ""};
  manifest["environment"] = {
      {"runner", "1"},    {"git", "2"},
      {"compiler", "3"},  {"build_type", "4"},
      {"blas", "5"},      {"instruction_set", "6"},
      {"armadillo", "7"}, {"blas_core", "8"},
      {"kernels", "9"},   {"kernel", "10"},
      {"cpu", "11"},      {"cores", 12},
      {"threads", 13},    {"blas_variables", {{"OPENBLAS_A", "x"}, {"OPENBLAS_B", "y"}}}};
  return manifest;
}

// What write_manifest() makes of a run, which has every field; and the config.
std::string description(const StoredRun& run) {
  const TemporaryFolder folder;
  write_manifest(folder.path(), run.manifest);
  std::string text = read_file(folder / "run.json");
  for (const auto& [key, value] : run.config) text += key + "=" + value + "\n";
  return text;
}

void set_modified(const fs::path& file, std::int64_t nanoseconds) {
  const timespec time{nanoseconds / second, nanoseconds % second};
  const timespec times[] = {time, time};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
}

// A folder of caches and one with a run.
struct Place {
  TemporaryFolder folder;
  fs::path caches = folder / "caches";
  fs::path runs = folder / "runs";
  std::int64_t now = stamp_now() + 100 * second;  // the files have settled

  Place() {
    fs::create_directory(caches);
    fs::permissions(caches, fs::perms::owner_all);
    write_run(run(), full_manifest(), sigmoid_config);
  }
  fs::path run() const { return runs / "r"; }
  fs::path file() const {
    const fs::directory_iterator entry(caches);
    REQUIRE(entry != fs::directory_iterator());
    return entry->path();
  }
  bool has_file() const { return !fs::is_empty(caches); }
  RunStamp stamp() const { return run_stamp(run()).value(); }

  void store() const {
    RunCache cache(caches, runs);
    cache.add("r", stamp(), read_stored_run(run()), now);
    cache.save();
  }
  std::optional<StoredRun> find() const { return RunCache(caches, runs).find("r", stamp()); }
};

}  // namespace

TEST_CASE("a cached run equals the one that was read", "[run_cache]") {
  const Place place;
  CHECK_FALSE(place.find());
  place.store();
  const auto found = place.find();
  REQUIRE(found);
  CHECK(description(*found) == description(read_stored_run(place.run())));
  CHECK(std::isnan(found->manifest.result->validation->loss));
}

TEST_CASE("a cache is readable by its owner alone", "[run_cache]") {
  const Place place;
  fs::remove(place.caches);
  place.store();
  struct stat status {};
  REQUIRE(::stat(place.caches.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0700);
  REQUIRE(::stat(place.file().c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  fs::permissions(place.file(), fs::perms::group_write, fs::perm_options::add);
  CHECK_FALSE(place.find());
}

TEST_CASE("a run whose files have changed is not found", "[run_cache]") {
  const Place place;
  for (const std::string file : {"run.json", "config.yaml"}) {
    CAPTURE(file);
    const fs::path path = place.run() / file;
    place.store();
    REQUIRE(place.find());
    const RunStamp before = place.stamp();
    // The same length, and nearly the same time.
    std::string text = read_file(path);
    text[text.rfind("sigmoid") + 6] = 'x';
    const std::int64_t modified =
        file == "run.json" ? before.manifest.modified : before.config.modified;
    write_file(path, text);
    set_modified(path, modified + 1);
    CHECK_FALSE(place.find());
    place.store();
    REQUIRE(place.find());
    fs::rename(path, path.string() + ".old");
    CHECK_FALSE(run_stamp(place.run()));
    write_file(path, text);
    set_modified(path, modified + 1);  // another inode
    CHECK_FALSE(place.find());
  }
}

TEST_CASE("a run that may read differently next time is not kept", "[run_cache]") {
  const Place place;
  SECTION("because a file was changed just before") {
    const std::int64_t modified = stamp_now() - 1000 * second;
    for (const char* file : {"run.json", "config.yaml"}) {
      for (const char* other : {"run.json", "config.yaml"}) set_modified(place.run() / other, 0);
      set_modified(place.run() / file, modified);
      for (const std::int64_t age : {-5 * second, std::int64_t{0}, 2 * second}) {
        RunCache cache(place.caches, place.runs);
        cache.add("r", place.stamp(), read_stored_run(place.run()), modified + age);
        cache.save();
        CHECK_FALSE(place.has_file());
      }
    }
    RunCache cache(place.caches, place.runs);
    cache.add("r", place.stamp(), read_stored_run(place.run()), modified + 2 * second + 1);
    cache.save();
    CHECK(place.find());
  }
  SECTION("because it is running") {
    auto manifest = full_manifest();
    manifest["status"] = "running";
    write_run(place.run(), manifest);
    place.store();
    CHECK_FALSE(place.has_file());
  }
}

TEST_CASE("a damaged cache is not used and then replaced", "[run_cache]") {
  const Place place;
  place.store();
  const fs::path file = place.file();
  const std::string good = read_file(file);
  const auto check_unused = [&](const std::string& bytes) {
    write_file(file, bytes);
    CHECK_FALSE(place.find());
    place.store();
    CHECK(place.find());
  };
  for (std::size_t size = 0; size < good.size(); size += 97) check_unused(good.substr(0, size));
  for (std::size_t at = 0; at < good.size(); at += 61) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    check_unused(bytes);
  }
  check_unused(good + 'x');
  fs::remove(file);
  fs::create_directory(file);
  CHECK_FALSE(place.find());
  place.store();  // cannot replace it
  CHECK_FALSE(place.find());
  fs::remove(file);
  fs::create_symlink("nowhere", file);
  CHECK_FALSE(place.find());
}

TEST_CASE("a cache with a right checksum and any other content does no harm", "[run_cache]") {
  const Place place;
  place.store();
  const fs::path file = place.file();
  const std::string good = read_file(file);
  const std::size_t title = good.find(place.runs.string()) + place.runs.string().size() + 1;
  const auto write_signed = [&](std::string bytes) {
    Sha256 sha256;
    sha256.add(std::string_view(bytes).substr(64));
    bytes.replace(0, 64, sha256.hexadecimal());
    write_file(file, bytes);
  };
  write_signed(good);
  REQUIRE(place.find());
  for (std::size_t at = 64; at < title; ++at) {  // another program or folder
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] + 1);
    write_signed(bytes);
    CHECK_FALSE(place.find());
  }
  std::size_t unusable = 0;
  for (std::size_t at = title; at < good.size(); ++at) {
    for (const char value : {'\xff', '\x00', '\x7f'}) {
      std::string bytes = good;
      bytes[at] = value;
      write_signed(bytes);
      const auto run = place.find();
      if (!run) ++unusable;
      if (run) CHECK_NOTHROW(description(*run));
    }
  }
  CHECK(unusable > 100);
  write_signed(good.substr(0, title) + std::string(1000, '\xff'));
  CHECK_FALSE(place.find());
}

TEST_CASE("bytes are a run only as a whole, with possible values", "[run_cache]") {
  const Place place;
  const StoredRun good = read_stored_run(place.run());
  const std::string bytes = to_bytes(good);
  REQUIRE(stored_run_from(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(stored_run_from(std::string_view(bytes).substr(0, size)));
  }
  CHECK_FALSE(stored_run_from(bytes + '\0'));
  const auto is_refused = [&](const auto& change) {
    StoredRun run = good;
    change(run.manifest);
    return !stored_run_from(to_bytes(run));
  };
  CHECK(is_refused([](RunManifest& run) { run.status = RunStatus::killed; }));
  CHECK(is_refused([](RunManifest& run) { run.status = static_cast<RunStatus>(-1); }));
  CHECK(is_refused([](RunManifest& run) { run.stop_code = static_cast<StopCode>(99); }));
  CHECK(is_refused([](RunManifest& run) { run.result->train.accuracy = 1.5; }));
  CHECK(is_refused([](RunManifest& run) { run.result->test->accuracy = std::nan(""); }));
  CHECK(is_refused([](RunManifest& run) { run.result->seconds = -1; }));
  CHECK(is_refused([](RunManifest& run) { run.data->summary.class_names.clear(); }));
  CHECK(is_refused([](RunManifest& run) { run.data->summary.shape.rows = 1'000'000'001; }));
}

TEST_CASE("a cache keeps the other runs of its folder that still exist", "[run_cache]") {
  const Place place;
  place.store();
  write_run(place.runs / "s", finished_run("baseline"));
  const auto stamp = run_stamp(place.runs / "s").value();
  const auto add_other = [&] {
    RunCache cache(place.caches, place.runs);
    cache.add("s", stamp, read_stored_run(place.runs / "s"), place.now);
    cache.save();
  };
  add_other();
  CHECK(place.find());
  CHECK(RunCache(place.caches, place.runs).find("s", stamp));
  const RunStamp old = place.stamp();
  fs::remove_all(place.run());
  add_other();
  CHECK_FALSE(RunCache(place.caches, place.runs).find("r", old));
}

TEST_CASE("runs of two folders do not share a cache", "[run_cache]") {
  const Place place;
  place.store();
  CHECK_FALSE(RunCache(place.caches, place.folder / "other").find("r", place.stamp()));
}

TEST_CASE("the caches are where the environment says", "[run_cache]") {
  const Variable home("HOME", "/home/x");
  {
    const Variable caches("XDG_CACHE_HOME", "/c");
    CHECK(cache_folder() == fs::path("/c/runner"));
  }
  for (const char* unusable : {static_cast<const char*>(nullptr), "", "relative/path"}) {
    const Variable caches("XDG_CACHE_HOME", unusable);
    CHECK(cache_folder() == fs::path("/home/x/.cache/runner"));
    for (const char* no_home : {static_cast<const char*>(nullptr), "", "x"}) {
      const Variable without("HOME", no_home);
      CHECK_FALSE(cache_folder());
    }
  }
}

TEST_CASE("a folder for caches is made only in one of the user's own", "[run_cache]") {
  const Place place;
  const auto cached_in = [&](const fs::path& caches) {
    RunCache cache(caches, place.runs);
    cache.add("r", place.stamp(), read_stored_run(place.run()), place.now);
    cache.save();
    return RunCache(caches, place.runs).find("r", place.stamp()).has_value();
  };
  CHECK(cached_in(place.folder / ".cache/runner"));
  CHECK_FALSE(cached_in(place.folder / "no/such/folder"));
  CHECK_FALSE(fs::exists(place.folder / "no"));
  write_file(place.folder / "file", "");
  CHECK_FALSE(cached_in(place.folder / "file/runner"));
  CHECK_FALSE(cached_in(place.folder / "file"));
  CHECK_FALSE(cached_in("/proc/runner"));
  if (::geteuid() != 0) return;
  fs::create_directories(place.folder / "other");
  REQUIRE(::chown((place.folder / "other").c_str(), 12345, 12345) == 0);
  CHECK_FALSE(cached_in(place.folder / "other/runner"));
  CHECK_FALSE(cached_in(place.folder / "other/.cache/runner"));
  CHECK(fs::is_empty(place.folder / "other"));
}

TEST_CASE("many runs are read by way of the cache, few are not", "[run_cache]") {
  const TemporaryFolder folder;
  const Variable caches("XDG_CACHE_HOME", folder.path().c_str());
  const fs::path runs = folder / "runs";
  const auto make_run = [&](int number) {
    const fs::path run = runs / ("r" + std::to_string(number));
    write_run(run, finished_run("baseline"));
    for (const char* file : {"run.json", "config.yaml"}) set_modified(run / file, second);
  };
  for (int i = 100; i < 163; ++i) make_run(i);
  find_runs({runs});
  CHECK_FALSE(fs::exists(folder / "runner"));
  make_run(163);
  const auto names = [&] {
    std::map<std::string, int> count;
    for (const auto& run : find_runs({runs})) ++count[run.manifest.name + run.problem];
    return count;
  };
  using Names = std::map<std::string, int>;
  CHECK(names() == Names{{"baseline", 64}});
  REQUIRE(fs::exists(folder / "runner"));
  CHECK(names() == Names{{"baseline", 64}});
  // Other names in the cache show that it is used.
  for (const auto& entry : fs::directory_iterator(folder / "runner")) {
    std::string bytes = read_file(entry.path());
    for (std::size_t at = 64; (at = bytes.find("baseline", at)) != std::string::npos; ++at) {
      bytes.replace(at, 8, "fromhere");
    }
    Sha256 sha256;
    sha256.add(std::string_view(bytes).substr(64));
    write_file(entry.path(), bytes.replace(0, 64, sha256.hexadecimal()));
  }
  CHECK(names() == Names{{"fromhere", 64}});
  write_run(runs / "r103", finished_run("sigmoids"));
  CHECK(names() == Names{{"fromhere", 63}, {"sigmoids", 1}});
  write_file(runs / "r103/run.json", "{");
  CHECK(names().at("fromhere") == 63);
  fs::remove_all(runs / "r103");
  make_run(164);
  CHECK(names() == Names{{"fromhere", 63}, {"baseline", 1}});
}

}  // namespace runner::run_cache_test
