#include <filesystem>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/log_stderr.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/sweep_arguments.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_actions.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "slurm/batch_script.hpp"
#include "slurm/job_states.hpp"
#include "slurm/submit_job.hpp"
#include "sweep/plan/plan_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

struct SubmitArguments {
  ConfigArguments config;
  std::optional<std::uint64_t> tasks;
  std::string sbatch;
  std::optional<std::uint64_t> jobs;
  std::string output = "experiments";
};

SweepPlan plan_of(const ConfigArguments& config) {
  Diagnostics diagnostics;
  Value tree = config.read_tree(diagnostics);
  const auto sweep = config.take_sweep(tree, diagnostics);
  if (!sweep) {
    diagnostics.throw_if_any();
    throw Error(
        ErrorCode::invalid_input,
        fmt::format(
            "{}: only a sweep can be submitted, and this config has no key `sweep`; add one, "
            "or give --sweep KEY=VALUES.",
            config.config));
  }
  TrialData data;
  const Catalog catalog = config.catalog();
  SweepPlan plan = plan_sweep_config(config, tree, *sweep, catalog, data, diagnostics);
  print_warnings(plan.warnings);
  return plan;
}

// The command of each task of the job array.
std::vector<std::string> work_command_line(const fs::path& folder, const SubmitArguments& given) {
  std::vector<std::string> command = {fs::read_symlink("/proc/self/exe").string(), "work",
                                      folder.string()};
  if (given.jobs) command.insert(command.end(), {"--jobs", std::to_string(*given.jobs)});
  for (const auto& path : given.config.plugin_path) {
    command.insert(command.end(), {"--plugin-path", path});
  }
  return command;
}

std::string submit_script(const fs::path& script, const std::vector<std::string>& options,
                          bool replaces_plan) {
  try {
    return submit_job(script, options, replaces_plan);
  } catch (const Error& error) {
    const fs::path folder = script.parent_path();
    std::error_code ignored;
    if (replaces_plan) fs::remove(script, ignored);
    throw Error(error.code(),
                replaces_plan
                    ? fmt::format("{} {}, the plan of an earlier sweep, was not changed.",
                                  error.what(), plan_file(folder).string())
                    : fmt::format("{} The batch script is {}; submit it where Slurm accepts it, or "
                                  "run `runner work {}`.",
                                  error.what(), script.string(), folder.string()));
  }
}

// Submits the job, makes `plan` the plan of its folder, and returns the job's id; nothing if that
// was interrupted, and the job is cancelled.
//
// Tasks read the plan when they start, so it must be in place by then; but if sbatch refuses the
// job, the plan of an earlier sweep must still be there. A job that replaces a plan is therefore
// submitted held, and released once the plan is written. Writing the plan first and restoring the
// old one on failure would not do: tasks of earlier jobs could start in between.
std::optional<std::string> submit(const SweepPlan& plan, const BatchJob& job,
                                  const std::vector<std::string>& options) {
  const std::string script = batch_script(job);
  const fs::path folder = job.log_folder.parent_path();
  const bool replaces_plan = has_other_plan(folder, plan);
  if (!replaces_plan) write_plan(folder, plan);
  fs::create_directories(job.log_folder);
  const fs::path file = folder / (replaces_plan ? "submit.new.sh" : "submit.sh");
  write_file_atomically(file, script);
  const InterruptGuard interrupt;
  const std::string id = submit_script(file, options, replaces_plan);
  if (interrupt.requested()) {
    cancel_job(id);
    if (replaces_plan) fs::remove(file);
    log_stderr(fmt::format("interrupted: job {} was cancelled.\n", id));
    return std::nullopt;
  }
  if (replaces_plan) {
    try {
      fs::rename(file, folder / "submit.sh");
      write_plan(folder, plan);
    } catch (const std::exception&) {
      cancel_job(id);
      throw;
    }
  }
  add_job(job.log_folder, id);
  if (replaces_plan) release_job(id, options);
  return id;
}

}  // namespace

ExitStatus submit_command(int argc, char** argv) {
  ArgumentParser parser("runner submit",
                        "Submits a sweep to a Slurm cluster, as a job array of `runner work`.");
  SubmitArguments given;
  given.config.add_to(parser);
  parser.add_number("--tasks N", given.tasks, {1, 100'000}, "Number of tasks of the job array");
  parser.require("--tasks");
  parser.add_option("--sbatch OPTIONS", given.sbatch,
                    "Options for sbatch, such as \"--time=60 --partition=main --cpus-per-task=4\"");
  add_jobs(parser, given.jobs);
  parser.add_option("--output FOLDER", given.output,
                    "Folder in which to create run folders; all machines must share it");
  if (!parser.parse(argc, argv)) return ExitStatus::success;
  const auto options = sbatch_options(given.sbatch);

  const SweepPlan plan = plan_of(given.config);
  const fs::path folder = fs::absolute(given.output).lexically_normal() / plan.name;
  const BatchJob job{plan.name, *given.tasks, folder / "slurm", work_command_line(folder, given)};
  const auto id = submit(plan, job, options);
  if (!id) return ExitStatus::interrupted;
  log_stderr(
      fmt::format("{}: {} trials submitted as job {} of {} task{}; `runner status {}` shows their "
                  "progress.\n",
                  plan.name, plan.trials.size(), *id, *given.tasks, *given.tasks == 1 ? "" : "s",
                  folder.string()));
  fmt::print("{}\n", *id);
  return ExitStatus::success;
}

}  // namespace runner
