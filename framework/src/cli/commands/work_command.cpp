#include "cli/arguments/parse.hpp"
#include "cli/arguments/sweep_arguments.hpp"
#include "cli/arguments/sweep_folder.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_command.hpp"

namespace runner {

int work_command(int argc, char** argv) {
  CLI::App app(
      "Takes part in a sweep: runs trials that nobody else is at until all have come to their end.",
      "runner work");
  std::string folder;
  SweepArguments arguments;
  std::string threads;
  std::vector<std::string> plugin_path;
  app.add_option("FOLDER", folder, "The sweep's folder, experiments/NAME")->required();
  add_threads(app, threads);
  arguments.add_to(app);
  add_plugin_path(app, plugin_path);
  if (const auto status = parse_arguments(app, argc, argv)) return *status;

  prepare_to_train();
  const SweepFolder sweep = open_sweep_folder(folder);
  const Catalog catalog(plugin_folders(plugin_path));
  TrialData data;
  return run_sweep_plan(sweep.plan, arguments.options(sweep.output, thread_count(threads)), catalog,
                        data);
}

}  // namespace runner
