#include <filesystem>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/log_stderr.hpp"
#include "base/subprocess.hpp"
#include "cli/arguments/config_arguments.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/arguments/sweep_arguments.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_command.hpp"
#include "slurm/batch_script.hpp"
#include "slurm/job_states.hpp"
#include "sweep/plan/plan_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

struct SubmitArguments {
  ConfigArguments config;
  std::string tasks;
  std::string sbatch;
  std::string jobs;
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
        fmt::format("{}: only a config with the key `sweep` is submitted; this is a single run.",
                    config.config));
  }
  TrialData data;
  const Catalog catalog = config.catalog();
  SweepPlan plan = plan_sweep_config(config, tree, *sweep, catalog, data, diagnostics);
  print_warnings(plan.warnings);
  return plan;
}

// What each task of the array runs, wherever it starts.
std::vector<std::string> work_command_line(const fs::path& folder, const SubmitArguments& given) {
  std::vector<std::string> command = {fs::read_symlink("/proc/self/exe").string(), "work",
                                      folder.string()};
  if (!given.jobs.empty()) command.insert(command.end(), {"--jobs", given.jobs});
  for (const auto& path : given.config.plugin_path) {
    command.insert(command.end(), {"--plugin-path", path});
  }
  return command;
}

std::string submit(const fs::path& script, const std::vector<std::string>& options) {
  std::vector<std::string> words = {"sbatch", "--parsable"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(script.string());
  const auto sbatch = run_program(words, ProgramErrors::shown);
  if (!sbatch) {
    throw std::runtime_error(
        fmt::format("there is no Slurm here: sbatch was not found on PATH. The batch script is {}; "
                    "submit it where there is one, or run `runner work {}`.",
                    script.string(), script.parent_path().string()));
  }
  const std::string id = sbatch->output.substr(0, sbatch->output.find_first_of(";\n"));
  if (sbatch->status == 0 && !id.empty()) return id;
  throw std::runtime_error(fmt::format(
      "sbatch ended with status {} and the job was not submitted; what it said stands above. The "
      "batch script is {}.",
      sbatch->status, script.string()));
}

}  // namespace

int submit_command(int argc, char** argv) {
  CLI::App app("Puts a sweep on a Slurm cluster, as a job array of `runner work`.",
               "runner submit");
  SubmitArguments given;
  given.config.add_to(app);
  app.add_option("--tasks", given.tasks, "Tasks of the job array")->required();
  app.add_option("--sbatch", given.sbatch,
                 "Options for sbatch, such as \"--time=60 --partition=main --cpus-per-task=4\"");
  app.add_option("--jobs", given.jobs,
                 "Trials of a task at a time; they share its CPUs (default: 1)");
  app.add_option("--output", given.output, "Folder for the run folders, which all machines share")
      ->capture_default_str();
  if (const auto status = parse_arguments(app, argc, argv)) return *status;
  const std::uint64_t tasks = parse_uint_argument("--tasks", given.tasks, 1, 100'000);
  if (!given.jobs.empty()) parse_uint_argument("--jobs", given.jobs, 1, max_jobs);
  const auto options = sbatch_options(given.sbatch);

  const SweepPlan plan = plan_of(given.config);
  const fs::path folder = fs::absolute(given.output).lexically_normal() / plan.name;
  const BatchJob job{plan.name, tasks, folder / "slurm", work_command_line(folder, given)};
  const std::string script = batch_script(job);
  write_plan(folder, plan);
  fs::create_directories(job.log_folder);
  write_file_atomically(folder / "submit.sh", script);
  const std::string id = submit(folder / "submit.sh", options);
  add_job(job.log_folder, id);
  log_stderr(
      fmt::format("{}: {} trials submitted as job {} of {} tasks; `runner status {}` shows how "
                  "far they are.\n",
                  plan.name, plan.trials.size(), id, tasks, folder.string()));
  fmt::print("{}\n", id);
  return 0;
}

}  // namespace runner
