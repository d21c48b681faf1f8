#include "cli/arguments/plugin_path.hpp"

#include "cli/arguments/argument_parser.hpp"

namespace runner {

void add_plugin_path(ArgumentParser& parser, std::vector<std::string>& folders) {
  parser.add_list("--plugin-path FOLDER", folders,
                  "Additional folder to search for plugins; may be repeated");
}

}  // namespace runner
