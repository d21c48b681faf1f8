#include "base/atomic_file.hpp"

#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::atomic_file_test {

namespace fs = std::filesystem;
using runner::remove_abandoned_files;
using runner::write_file_atomically;
using runner::test::read_file;
using runner::test::TemporaryFolder;
using runner::test::write_file;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

// Limits the size of files that this process writes, with EFBIG instead of a signal.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit now = before_;
    now.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  sighandler_t handler_;
};

// A file system of 64 KiB, where this user may mount one.
class SmallFileSystem {
 public:
  explicit SmallFileSystem(const fs::path& folder) : folder_(folder) {
    fs::create_directories(folder);
    mounted = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=64k") == 0;
  }
  SmallFileSystem(const SmallFileSystem&) = delete;
  SmallFileSystem& operator=(const SmallFileSystem&) = delete;
  ~SmallFileSystem() {
    if (mounted) ::umount2(folder_.c_str(), MNT_DETACH);
  }

  bool mounted = false;

 private:
  fs::path folder_;
};

}  // namespace

TEST_CASE("A file is written with its bytes and nothing beside it", "[atomic_file]") {
  const TemporaryFolder folder;
  const std::string bytes("a\0b\n", 4);
  write_file_atomically(folder / "x", bytes);
  CHECK(read_file(folder / "x") == bytes);
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("An existing file is replaced", "[atomic_file]") {
  const TemporaryFolder folder;
  write_file(folder / "x", "a longer text than the new one");
  write_file_atomically(folder / "x", "new");
  CHECK(read_file(folder / "x") == "new");
}

TEST_CASE("A written file has the permissions that the umask leaves", "[atomic_file]") {
  const TemporaryFolder folder;
  const mode_t before = ::umask(027);
  write_file_atomically(folder / "x", "");
  ::umask(before);
  CHECK(fs::status(folder / "x").permissions() == static_cast<fs::perms>(0640));
}

TEST_CASE("A name as long as the file system allows can be written", "[atomic_file]") {
  const TemporaryFolder folder;
  write_file_atomically(folder / std::string(255, 'n'), "x");
  CHECK(read_file(folder / std::string(255, 'n')) == "x");
}

TEST_CASE("A write beyond the file size limit leaves the old file whole", "[atomic_file]") {
  const TemporaryFolder folder;
  write_file(folder / "x", "old");
  {
    const FileSizeLimit limit(4096);
    CHECK_THROWS_WITH(
        write_file_atomically(folder / "x", std::string(10000, 'n')),
        (folder / "x").string() + ": the file cannot be written: writing failed: File too large.");
  }
  CHECK(read_file(folder / "x") == "old");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("A full disk leaves the old file whole", "[atomic_file]") {
  const TemporaryFolder folder;
  const fs::path disk = folder / "disk";
  const SmallFileSystem small(disk);
  if (!small.mounted) {
    WARN("SKIPPED: this user may not mount a file system");
    return;
  }
  write_file(disk / "x", "old");
  CHECK_THROWS_WITH(write_file_atomically(disk / "x", std::string(100000, 'n')),
                    (disk / "x").string() +
                        ": the file cannot be written: writing failed: No space left on device.");
  CHECK(read_file(disk / "x") == "old");
  CHECK(entries(disk) == 1);
}

TEST_CASE("Temporary files of other processes are removed, and nothing else", "[atomic_file]") {
  const TemporaryFolder folder;
  const std::string own = fmt::format(".write-{}-999.tmp", ::getpid());
  for (const std::string& name :
       {std::string(".write-1-0.tmp"), std::string(".write-77-12.tmp"), own,
        std::string(".write-1-0"), std::string("write-1-0.tmp"), std::string("metrics.csv")}) {
    write_file(folder / name, "x");
  }
  remove_abandoned_files(folder.path());
  CHECK(entries(folder.path()) == 4);
  CHECK(fs::exists(folder / own));
  CHECK_FALSE(fs::exists(folder / ".write-77-12.tmp"));
  remove_abandoned_files(folder / "missing");
}

TEST_CASE("A folder that does not exist is an error that names the file", "[atomic_file]") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(
      write_file_atomically(folder / "no/x", ""),
      (folder / "no/x").string() +
          ": the file cannot be written: creating a temporary file beside it failed: No "
          "such file or directory.");
}

TEST_CASE("A target that cannot be replaced leaves no temporary file", "[atomic_file]") {
  const TemporaryFolder folder;
  write_file(folder / "x/inner", "");
  CHECK_THROWS_WITH(write_file_atomically(folder / "x", "new"),
                    (folder / "x").string() +
                        ": the file cannot be written: renaming its temporary file failed: Is a "
                        "directory.");
  CHECK(entries(folder.path()) == 1);
}

}  // namespace runner::test::atomic_file_test
