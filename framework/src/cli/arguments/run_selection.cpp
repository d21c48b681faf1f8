#include "cli/arguments/run_selection.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "base/canonical_paths.hpp"
#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/run_arguments.hpp"
#include "config/experiment_spec.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> folder_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const std::string name = entry->path().filename().string();
    if (!name.starts_with('.') && entry->is_directory(ignored)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The folder of the experiment `name`, if that can be a name.
std::optional<fs::path> experiment_folder(const std::string& name) {
  if (name_error(name)) return std::nullopt;
  return fs::path(RunArguments::default_output) / name;
}

bool is_folder(const std::optional<fs::path>& path) {
  std::error_code ignored;
  return path && fs::is_directory(*path, ignored);
}

// Whether there is something at the path, even if it cannot be examined.
bool path_exists(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

[[noreturn]] void fail_unknown(const std::string& argument) {
  const auto experiment = experiment_folder(argument);
  if (experiment) {
    std::vector<std::string> names = folder_names(RunArguments::default_output);
    const auto here = folder_names(".");
    names.insert(names.end(), here.begin(), here.end());
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: neither this path nor an experiment {} exists.{} Give a run "
                            "folder, a folder of runs, or an experiment's name.",
                            argument, experiment->string(), did_you_mean(argument, names)));
  }
  fs::path path = fs::path(argument).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const fs::path parent = path.parent_path();
  const std::string nearest =
      nearest_name(path.filename().string(), folder_names(parent.empty() ? "." : parent));
  throw Error(
      ErrorCode::invalid_input,
      fmt::format(
          "{}: the folder does not exist.{} Give a run folder, or a folder of runs "
          "such as experiments/baseline.",
          argument,
          nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", (parent / nearest).string())));
}

fs::path resolve(const std::string& argument) {
  if (path_exists(argument)) return argument;
  const auto experiment = experiment_folder(argument);
  if (is_folder(experiment)) return *experiment;
  fail_unknown(argument);
}

// Removes the trials of earlier plans, unless their folders are among `paths`.
void leave_out_earlier_trials(SelectedRuns& selected, const std::vector<fs::path>& paths) {
  EarlierTrials earlier;
  CanonicalPaths canonical;
  std::set<fs::path> named;
  for (const auto& path : paths) named.insert(canonical.of(path));
  selected.earlier_trials = std::erase_if(selected.runs, [&](const RunRecord& record) {
    return earlier.contains(record.folder) && !named.contains(canonical.of(record.folder));
  });
  for (const auto& problem : earlier.problems()) {
    selected.warnings.push_back(problem + " Trials of earlier plans are shown as well.");
  }
}

bool is_unreadable(const RunRecord& record) { return record.status == RunStatus::unreadable; }

}  // namespace

void RunSelection::add_to(ArgumentParser& parser, const std::string& all_help) {
  parser.add_positionals("RUN", arguments,
                         "Run folders, folders that contain them, such as experiments/baseline or "
                         "experiments, or names of experiments in experiments/");
  parser.add_flag("--all", all, all_help);
}

bool SelectedRuns::any_readable() const {
  return !std::all_of(runs.begin(), runs.end(), is_unreadable);
}

std::optional<std::string> SelectedRuns::earlier_trials_note() const {
  if (earlier_trials == 0) return std::nullopt;
  return earlier_trials == 1
             ? "1 trial of an earlier plan is not shown; --all shows it."
             : fmt::format("{} trials of earlier plans are not shown; --all shows them.",
                           earlier_trials);
}

SelectedRuns select_runs(const RunSelection& selection) {
  SelectedRuns selected;
  try {
    std::vector<fs::path> paths;
    for (const auto& argument : selection.arguments) paths.push_back(resolve(argument));
    selected.runs = find_runs(paths);
    if (!selection.all) leave_out_earlier_trials(selected, paths);
  } catch (const Error& error) {
    throw Error(error.code(), printable(error.what()));
  }
  for (const auto& run : selected.runs) {
    if (is_unreadable(run)) selected.warnings.push_back(run.problem);
  }
  for (auto& warning : selected.warnings) warning = printable(warning);
  return selected;
}

}  // namespace runner
