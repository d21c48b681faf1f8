#include <filesystem>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/log_stderr.hpp"
#include "base/subprocess.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/sweep_arguments.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_actions.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "slurm/batch_script.hpp"
#include "slurm/job_states.hpp"
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
  const auto sweep = take_sweep(tree, diagnostics);
  if (!sweep) {
    diagnostics.throw_if_any();
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: only a sweep can be submitted, and this config has no key `sweep`.",
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

// Returns the job's id.
std::string submit(const fs::path& script, const std::vector<std::string>& options) {
  std::vector<std::string> words = {"sbatch", "--parsable"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(script.string());
  const auto sbatch = run_program(words, ProgramErrors::shown);
  if (!sbatch) {
    throw Error(ErrorCode::system,
                fmt::format("Slurm is not available here: sbatch was not found on PATH. The batch "
                            "script is {}; submit it on a machine with Slurm, or run `runner work "
                            "{}`.",
                            script.string(), script.parent_path().string()));
  }
  const std::string id = sbatch->output.substr(0, sbatch->output.find_first_of(";\n"));
  if (sbatch->status == 0 && !id.empty()) return id;
  throw Error(ErrorCode::system,
              fmt::format("sbatch failed with status {}; its messages are above. The job was not "
                          "submitted. The batch script is {}.",
                          sbatch->status, script.string()));
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
  const std::string script = batch_script(job);
  write_plan(folder, plan);
  fs::create_directories(job.log_folder);
  write_file_atomically(folder / "submit.sh", script);
  const std::string id = submit(folder / "submit.sh", options);
  add_job(job.log_folder, id);
  log_stderr(
      fmt::format("{}: {} trials submitted as job {} of {} tasks; `runner status {}` shows their "
                  "progress.\n",
                  plan.name, plan.trials.size(), id, *given.tasks, folder.string()));
  fmt::print("{}\n", id);
  return ExitStatus::success;
}

}  // namespace runner
