// What the files of many runs said when they were last read, so that comparing thousands of runs
// need not parse them again. There is a file for each folder of runs, in a folder of the user's
// own. It is never needed, and nothing in it is trusted: where it is missing, damaged, stale, of
// another program or of another user, the runs are read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runs/stored_run.hpp"

namespace runner {

// What changes when a file does. Times are nanoseconds after 1970.
struct FileStamp {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;  // also the file's mode, owner and links

  bool operator==(const FileStamp&) const = default;
};

// Of the two files from which a run is read.
struct RunStamp {
  FileStamp manifest;
  FileStamp config;

  bool operator==(const RunStamp&) const = default;
};

// Returns nothing if one of the files is missing or is not a regular file.
std::optional<RunStamp> run_stamp(const std::filesystem::path& run);

// The folder for caches: $XDG_CACHE_HOME/runner, or $HOME/.cache/runner if that variable is unset,
// empty or relative. Returns nothing if neither is an absolute path.
std::optional<std::filesystem::path> cache_folder();

// Thread safety: none. Processes that use the same file at the same time do not disturb each other;
// one of them has its say.
class RunCache {
 public:
  // The cache of the runs in `runs`, a canonical path, from a file in `caches`. Empty if there is
  // no file that can be used.
  RunCache(const std::filesystem::path& caches, const std::filesystem::path& runs);
  RunCache(const RunCache&) = delete;
  RunCache& operator=(const RunCache&) = delete;

  // The run in the folder `name`, or nothing if its files are not as they were when it was added.
  std::optional<StoredRun> find(const std::string& name, const RunStamp& stamp);

  // Adds a run that was read after its stamp was taken, unless reading it again might give
  // something else: it is running, depends on more than its files, or a file was changed so shortly
  // before `now`, the time of reading, that a later change might not change its stamp.
  void add(const std::string& name, const RunStamp& stamp, const StoredRun& run, std::int64_t now);

  // Writes the file if runs were added: they, and those it had whose folders still exist. Ignores
  // failures.
  void save();

 private:
  struct Entry {
    RunStamp stamp;
    std::string_view bytes;  // of to_bytes(), in file_
  };

  bool read_entries(std::string_view text);

  std::filesystem::path runs_;
  std::filesystem::path file_path_;
  std::string title_;  // what the file begins with
  std::string file_;
  std::unordered_map<std::string_view, Entry> entries_;  // by name, in file_
  std::string added_;                                    // entries as the file has them
};

// The present time as stamps have it.
std::int64_t stamp_now();

}  // namespace runner
