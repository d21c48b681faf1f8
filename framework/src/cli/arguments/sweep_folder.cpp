#include "cli/arguments/sweep_folder.hpp"

#include "sweep/plan/plan_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

// `folder` in a form that ends in a name: "experiments/a/", "." and ".." do not.
fs::path with_name(const fs::path& folder) {
  fs::path path = folder.lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const auto name = path.filename();
  return name.empty() || name == "." || name == ".." ? fs::weakly_canonical(folder) : path;
}

}  // namespace

SweepFolder open_sweep_folder(const std::string& folder) {
  SweepPlan plan = read_plan(folder);
  const fs::path path = with_name(folder);
  plan.name = path.filename().string();  // the folder may have been renamed
  return {path.parent_path(), std::move(plan)};
}

}  // namespace runner
