#include "cli/commands.hpp"

namespace runner {

std::span<const Command> commands() {
  static constexpr Command all[] = {
      {"check", "runner check CONFIG [key.path=value ...]",
       "checks an experiment and prints it with every default", check_command},
      {"compare", "runner compare DIR...", "shows runs side by side", compare_command},
      {"show", "runner show RUN [INDEX ...]", "draws test images with their predictions",
       show_command},
      {"predict", "runner predict RUN FILE...", "classifies pictures with a run's weights",
       predict_command},
      {"plugins", "runner plugins list | describe NAME", "shows the plugins that can be used",
       plugins_command},
  };
  return all;
}

}  // namespace runner
