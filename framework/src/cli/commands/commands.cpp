#include "cli/commands/commands.hpp"

namespace runner {

std::span<const Command> commands() {
  static constexpr Command all[] = {
      {"check", "runner check CONFIG [key.path=value ...]",
       "checks a config and prints it with all defaults filled in", check_command},
      {"resume", "runner resume RUN", "resumes a run that was interrupted, killed or failed",
       resume_command},
      {"work", "runner work experiments/NAME [--jobs N]",
       "takes part in a sweep that was started or submitted on any machine", work_command},
      {"status", "runner status experiments/NAME", "shows a sweep's progress", status_command},
      {"submit", "runner submit CONFIG --tasks N", "submits a sweep to a Slurm cluster",
       submit_command},
      {"compare", "runner compare RUN...", "shows runs side by side", compare_command},
      {"plot", "runner plot RUN... [-o FILE.svg|pdf|png]",
       "draws learning curves with their spread over seeds", plot_command},
      {"diff", "runner diff RUN OTHER_RUN", "says how two runs differ, and from which iteration on",
       diff_command},
      {"verify", "runner verify RUN", "runs a run's config again and compares the results",
       verify_command},
      {"show", "runner show RUN [INDEX ...]", "draws test images with their predictions",
       show_command},
      {"predict", "runner predict RUN FILE...",
       "classifies images or other examples with a run's weights", predict_command},
      {"plugins", "runner plugins list | describe NAME | new KIND NAME | check PLUGIN...",
       "lists, describes, creates and checks plugins", plugins_command},
      {"docs", "runner docs plugins | schema | config",
       "prints the plugins, the config keys, or a JSON Schema of the config", docs_command},
  };
  return all;
}

}  // namespace runner
