#include "sweep/plan/trial_folders.hpp"

#include "leases/lease_files.hpp"
#include "sweep/plan/plan_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

std::set<std::string> ids_of(const SweepPlan& plan) {
  std::set<std::string> ids;
  for (const auto& trial : plan.trials) ids.insert(trial.id);
  return ids;
}

}  // namespace

bool is_trial_id(std::string_view name) {
  return name.size() == 12 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_trial_folder(const fs::path& folder) {
  std::error_code ignored;
  const fs::path path = CanonicalPaths().of(folder);
  return fs::exists(plan_file(path.parent_path()), ignored) && newest_lease(path).has_value();
}

std::uint64_t count_earlier_trials(const SweepPlan& plan, const fs::path& folder) {
  const auto ids = ids_of(plan);
  std::uint64_t count = 0;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (is_trial_id(name) && !ids.contains(name) && entry->is_directory(ignored)) ++count;
  }
  return count;
}

bool EarlierTrials::contains(const fs::path& folder) {
  const fs::path path = paths_.of(folder);
  const std::string name = path.filename().string();
  if (!is_trial_id(name)) return false;
  const auto [found, is_new] = plans_.try_emplace(path.parent_path());
  if (is_new) {
    try {
      found->second = ids_of(read_plan(path.parent_path()));
    } catch (const Error& error) {
      // Without a plan all trials are shown.
      if (error.code() != ErrorCode::not_found) problems_.emplace_back(error.what());
    }
  }
  return found->second && !found->second->contains(name);
}

}  // namespace runner
