#include <map>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "runs/list_runs.hpp"
#include "runs/run_cache.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// Reads runs. Many are read by way of the caches of their folders.
class RunReader {
 public:
  explicit RunReader(const std::vector<FoundRun>& runs) {
    constexpr std::size_t min_runs = 64;  // fewer are read in no noticeable time
    if (runs.size() < min_runs) return;
    caches_ = cache_folder();
    for (const auto& run : runs) ++siblings_[run.canonical.parent_path()].unread;
  }

  // Requires: it is one of the runs that the constructor was given, and was not read before.
  // Throws: as read_run().
  RunRecord read(const FoundRun& run) {
    if (!caches_) return read_run(run.folder);
    Siblings& siblings = siblings_[run.canonical.parent_path()];
    const Release release{siblings};
    RunCache* const cache = cache_of(run.canonical.parent_path(), siblings);
    const auto stamp = cache == nullptr ? std::nullopt : run_stamp(run.folder);
    if (!stamp) return read_run(run.folder);
    const std::string name = run.canonical.filename().string();
    if (auto stored = cache->find(name, *stamp)) return record_of(run.folder, std::move(*stored));
    StoredRun stored = read_stored_run(run.folder);
    cache->add(name, *stamp, stored, now_);
    return record_of(run.folder, std::move(stored));
  }

 private:
  // The runs in one folder.
  struct Siblings {
    std::uint64_t unread = 0;
    std::unique_ptr<RunCache> cache;
  };

  // At the end of the scope a run was read, or could not be. After the last one the cache is
  // written and its memory released.
  struct Release {
    Siblings& siblings;
    ~Release() {
      --siblings.unread;
      if (siblings.unread > 0 || !siblings.cache) return;
      siblings.cache->save();
      siblings.cache.reset();
    }
  };

  // Null for a single run, which is not worth a file.
  RunCache* cache_of(const fs::path& folder, Siblings& siblings) {
    if (!siblings.cache && siblings.unread > 1) {
      siblings.cache = std::make_unique<RunCache>(*caches_, folder);
    }
    return siblings.cache.get();
  }

  std::optional<fs::path> caches_;  // nothing if no cache is used
  std::int64_t now_ = stamp_now();
  std::map<fs::path, Siblings> siblings_;  // by the canonical path of the folder
};

RunRecord unreadable_run(const fs::path& folder, const std::string& problem) {
  RunRecord record;
  record.folder = folder;
  record.status = RunStatus::unreadable;
  record.manifest.name = parent_name(folder);
  record.problem = problem;
  return record;
}

bool is_gone(const fs::path& folder) {
  std::error_code error;
  return fs::symlink_status(folder, error).type() == fs::file_type::not_found;
}

}  // namespace

std::vector<RunRecord> read_runs(const std::vector<FoundRun>& runs) {
  RunReader reader(runs);
  std::vector<RunRecord> records;
  records.reserve(runs.size());
  for (const auto& run : runs) {
    try {
      records.push_back(reader.read(run));
    } catch (const Error& error) {
      if (run.is_named) throw;
      records.push_back(unreadable_run(
          run.folder,
          is_gone(run.folder)
              ? fmt::format("{}: the folder was deleted while runs were read.", run.folder.string())
              : error.what()));
    }
  }
  return records;
}

std::vector<RunRecord> find_runs(const std::vector<fs::path>& paths) {
  return read_runs(list_runs(paths));
}

}  // namespace runner
