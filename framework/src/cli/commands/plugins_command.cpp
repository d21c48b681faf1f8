#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/plugins_actions.hpp"

namespace runner {

ExitStatus plugins_command(int argc, char** argv) {
  ArgumentParser parser("runner plugins", "Lists, describes, creates and checks plugins.");
  std::vector<std::string> plugin_path;
  bool json = false;
  std::string name;
  std::string kind;
  std::string folder;
  std::optional<std::uint64_t> seconds = 60;
  CheckRequest request;

  ArgumentParser& list = parser.add_subcommand("list", "Lists plugins without running any of them");
  ArgumentParser& describe =
      parser.add_subcommand("describe", "Shows a plugin's options and their meaning");
  ArgumentParser& create = parser.add_subcommand("new", "Writes a small plugin to start from");
  ArgumentParser& check = parser.add_subcommand("check", "Runs the conformance suite on plugins");
  for (ArgumentParser* subcommand : {&list, &describe, &create, &check}) {
    add_plugin_path(*subcommand, plugin_path);
  }
  list.add_flag("--json", json, "Print JSON");
  describe.add_flag("--json", json, "Print JSON");
  describe.add_positional("NAME", name, "The plugin's name");
  create.add_positional("KIND", kind, "activation, optimizer, initializer or dataset");
  create.allow_only("KIND", {"activation", "optimizer", "initializer", "dataset"});
  create.add_positional("NAME", name, "The new plugin's name");
  create.add_option("--dir FOLDER", folder,
                    "Folder to write to, created if missing (default: plugins/<kind>s in a "
                    "checkout of the framework, NAME elsewhere)");
  check.add_positionals("PLUGIN", request.plugins, "Names of plugins, or files ending in .so");
  check.add_list("--option NAME=VALUE", request.options,
                 "Option to set on the plugins; may be repeated");
  check.add_number("--seconds N", seconds, {1}, "Time limit for each plugin");
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  const Catalog catalog(plugin_folders(plugin_path));
  if (list.was_given()) list_plugins(catalog, json);
  if (describe.was_given()) print_description(find_plugin(catalog, name), json);
  if (create.was_given()) new_plugin(catalog, kind, name, folder);
  if (!check.was_given()) return ExitStatus::success;
  request.seconds = static_cast<double>(*seconds);
  return check_plugins(catalog, request);
}

}  // namespace runner
