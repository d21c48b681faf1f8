#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "runs/file_names.hpp"
#include "runs/run_record.hpp"

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
std::vector<fs::path> subfolders(const fs::path& folder) {
  std::vector<fs::path> found;
  try {
    for (const auto& entry : fs::directory_iterator(folder)) {
      std::error_code error;
      const bool is_folder = entry.is_directory(error) || has_unknown_type(error);
      if (is_folder && !entry.path().filename().string().starts_with('.')) {
        found.push_back(entry.path());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::invalid_input, fmt::format("{}: the folder cannot be read: {}.",
                                                      folder.string(), error.code().message()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

// A damaged run folder may lack some of its files, so any of them is enough. A folder without any
// is recognised by its name, unless it has subfolders: an experiment may have such a name too.
bool is_run_folder(const fs::path& folder) {
  std::error_code error;
  for (const std::string_view file :
       {file_names::manifest, file_names::config, file_names::metrics, file_names::weights}) {
    if (fs::exists(folder / file, error)) return true;
  }
  return is_run_name(folder.filename().string()) && subfolders(folder).empty();
}

// Adds the runs below `folder`. A folder in it that cannot be read is taken for a run.
void collect(const fs::path& folder, int depth, std::vector<fs::path>& runs) {
  for (const auto& child : subfolders(folder)) {
    std::error_code error;
    fs::directory_iterator readable(child, error);
    if (error || is_run_folder(child)) {
      runs.push_back(child);
    } else if (depth > 1) {
      collect(child, depth - 1, runs);
    }
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
  std::vector<fs::path> runs;
  collect(path, 2, runs);
  if (runs.empty()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the folder holds no runs; give a run folder, or a folder of runs "
                            "such as experiments/baseline.",
                            path.string()));
  }
  return runs;
}

RunRecord read_or_mark(const fs::path& folder) {
  try {
    return read_run(folder);
  } catch (const Error& error) {
    RunRecord record;
    record.folder = folder;
    record.status = RunStatus::unreadable;
    record.manifest.name = parent_name(folder);
    record.problem = error.what();
    return record;
  }
}

}  // namespace

std::vector<RunRecord> find_runs(const std::vector<fs::path>& paths) {
  std::vector<RunRecord> records;
  std::set<fs::path> seen;
  const auto is_new = [&](const fs::path& folder) {
    std::error_code error;
    return seen.insert(fs::weakly_canonical(folder, error)).second;
  };
  for (const auto& given : paths) {
    const fs::path path = without_last_slash(given);
    std::error_code error;
    if (fs::is_directory(path, error) && is_run_folder(path)) {
      if (is_new(path)) records.push_back(read_run(path));
      continue;
    }
    for (const auto& folder : runs_below(path)) {
      if (is_new(folder)) records.push_back(read_or_mark(folder));
    }
  }
  return records;
}

}  // namespace runner
