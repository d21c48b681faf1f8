#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/arguments/sweep_arguments.hpp"
#include "cli/arguments/sweep_folder.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sweep_actions.hpp"

namespace runner {

ExitStatus work_command(int argc, char** argv) {
  ArgumentParser parser(
      "runner work",
      "Takes part in a sweep: runs trials that no other process is running, until "
      "every trial has ended.");
  std::string folder;
  SweepArguments arguments;
  std::optional<std::uint64_t> threads;
  std::vector<std::string> plugin_path;
  parser.add_positional("FOLDER", folder, "The sweep's folder, experiments/NAME");
  add_threads(parser, threads);
  arguments.add_to(parser);
  add_plugin_path(parser, plugin_path);
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  prepare_to_train();
  const SweepFolder sweep = open_sweep_folder(folder);
  const Catalog catalog(plugin_folders(plugin_path));
  TrialData data;
  return run_sweep_plan(sweep.plan, arguments.options(sweep.output, thread_count(threads)), catalog,
                        data);
}

}  // namespace runner
