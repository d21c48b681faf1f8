// Which folders hold trials, and of which plan.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/canonical_paths.hpp"
#include "sweep/plan/sweep_plan.hpp"

namespace runner {

// Whether `name` is 12 hexadecimal digits, as trial_id() makes them.
bool is_trial_id(std::string_view name);

// Whether `folder` is a trial's: a process has leased it, and there is a plan beside it.
// Throws: Error if the folder cannot be read.
bool is_trial_folder(const std::filesystem::path& folder);

// How many trials in a sweep's folder are not in its plan: another sweep with the same name left
// them. Returns 0 if the folder cannot be read.
std::uint64_t count_earlier_trials(const SweepPlan& plan, const std::filesystem::path& folder);

// Recognises trials of earlier plans among many run folders.
class EarlierTrials {
 public:
  // Whether `folder` holds a trial that is not in the plan beside it. Returns false if there is no
  // readable plan.
  bool contains(const std::filesystem::path& folder);

  // A sentence for each plan that exists but could not be read, so that its earlier trials are not
  // recognised.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  using Ids = std::set<std::string>;
  CanonicalPaths paths_;
  std::map<std::filesystem::path, std::optional<Ids>> plans_;
  std::vector<std::string> problems_;
};

}  // namespace runner
