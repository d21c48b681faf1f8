#include "runs/list_runs.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "base/canonical_paths.hpp"
#include "base/error.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// Whether run folders get such names: a date first, '-' and six hexadecimal digits last.
bool is_run_name(const std::string& name) {
  constexpr std::size_t suffix = 7;
  if (name.size() <= suffix || name[name.size() - suffix] != '-') return false;
  const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
  return std::isdigit(static_cast<unsigned char>(name.front())) != 0 &&
         std::all_of(name.end() - (suffix - 1), name.end(), is_hex);
}

// Whether asking for a file's type gave this error, and the file exists.
bool has_unknown_type(const std::error_code& error) {
  return error && error != std::errc::no_such_file_or_directory;
}

// Sorted by name; without those whose name begins with '.'. An entry that cannot be examined, such
// as a loop of symbolic links, counts as a folder, so that it is reported rather than ignored.
// Returns none, and the reason in `error`, if the folder cannot be read.
std::vector<fs::path> subfolders(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> found;
  error.clear();
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code type_error;
    const bool is_folder = entry->is_directory(type_error) || has_unknown_type(type_error);
    if (is_folder && !entry->path().filename().string().starts_with('.')) {
      found.push_back(entry->path());
    }
  }
  if (error) found.clear();
  std::sort(found.begin(), found.end());
  return found;
}

// A damaged run folder may lack some of its files, so any of them is enough. One that cannot be
// examined counts as well, so that it is reported rather than ignored. A folder without any file of
// a run is recognised by its name, unless it has subfolders: an experiment may have such a name
// too.
bool is_run_folder(const fs::path& folder) {
  for (const std::string_view file :
       {file_names::manifest, file_names::config, file_names::metrics, file_names::weights}) {
    std::error_code error;
    if (fs::exists(folder / file, error) || has_unknown_type(error)) return true;
  }
  std::error_code error;
  return is_run_name(folder.filename().string()) && subfolders(folder, error).empty() &&
         error != std::errc::no_such_file_or_directory;
}

// Adds the runs below `folder`, of which `children` are the folders in it. A folder that cannot be
// listed is taken for a run, unless it was deleted meanwhile.
void collect(const std::vector<fs::path>& children, int depth, std::vector<fs::path>& runs) {
  for (const auto& child : children) {
    if (is_run_folder(child)) {
      runs.push_back(child);
      continue;
    }
    std::error_code error;
    const auto grandchildren = subfolders(child, error);
    if (error == std::errc::no_such_file_or_directory) continue;
    if (error) runs.push_back(child);
    if (!error && depth > 1) collect(grandchildren, depth - 1, runs);
  }
}

// "x/" as "x", so that it has a file name.
fs::path without_last_slash(const fs::path& path) {
  return path.has_filename() || !path.has_relative_path() ? path : path.parent_path();
}

std::vector<fs::path> runs_below(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (has_unknown_type(error)) {
    throw Error(ErrorCode::not_readable,
                fmt::format("{}: the folder cannot be read: {}.", path.string(), error.message()));
  }
  if (!fs::exists(status)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the folder does not exist; give a run folder, or a folder of runs "
                            "such as experiments/baseline.",
                            path.string()));
  }
  if (!fs::is_directory(status)) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: this is not a directory; give a run folder, or a folder of runs such "
                    "as experiments/baseline.",
                    path.string()));
  }
  const auto children = subfolders(path, error);
  if (error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the folder cannot be read: {}.", path.string(), error.message()));
  }
  std::vector<fs::path> runs;
  collect(children, 2, runs);
  if (runs.empty()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the folder holds no runs; give a run folder, or a folder of runs "
                            "such as experiments/baseline.",
                            path.string()));
  }
  return runs;
}

}  // namespace

std::vector<FoundRun> list_runs(const std::vector<fs::path>& paths) {
  std::vector<FoundRun> found;
  std::set<fs::path> seen;
  CanonicalPaths canonical;
  const auto add = [&](const fs::path& folder, bool is_named) {
    fs::path path = canonical.of(folder);
    if (seen.insert(path).second) found.push_back({folder, std::move(path), is_named});
  };
  for (const auto& given : paths) {
    const fs::path path = without_last_slash(given);
    std::error_code error;
    if (fs::is_directory(path, error) && is_run_folder(path)) {
      add(path, true);
    } else {
      for (const auto& folder : runs_below(path)) add(folder, false);
    }
  }
  return found;
}

}  // namespace runner
