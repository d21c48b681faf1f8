#include "cli/commands/commands.hpp"

namespace runner {

std::span<const Command> commands() {
  static constexpr Command all[] = {
      {"check", "runner check CONFIG [key.path=value ...]",
       "checks an experiment and prints it with every default", check_command},
      {"resume", "runner resume RUN", "goes on with a run that was interrupted or killed",
       resume_command},
      {"work", "runner work experiments/NAME [--jobs N]",
       "takes part in a sweep that `runner CONFIG` or `runner submit` began, on any machine",
       work_command},
      {"status", "runner status experiments/NAME", "shows how far a sweep is", status_command},
      {"submit", "runner submit CONFIG --tasks N", "puts a sweep on a Slurm cluster",
       submit_command},
      {"compare", "runner compare DIR...", "shows runs side by side", compare_command},
      {"show", "runner show RUN [INDEX ...]", "draws test images with their predictions",
       show_command},
      {"predict", "runner predict RUN FILE...", "classifies pictures with a run's weights",
       predict_command},
      {"plugins", "runner plugins list | describe NAME | new KIND NAME | check PLUGIN...",
       "shows the plugins that can be used, writes new ones, and checks them", plugins_command},
      {"docs", "runner docs plugins | schema",
       "prints the plugins' documentation, or a JSON Schema of the config file", docs_command},
  };
  return all;
}

}  // namespace runner
