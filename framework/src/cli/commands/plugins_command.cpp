#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/plugins_actions.hpp"

namespace runner {

int plugins_command(int argc, char** argv) {
  CLI::App app("Lists, describes, makes and checks plugins.", "runner plugins");
  app.require_subcommand(1);
  std::vector<std::string> plugin_path;
  bool json = false;
  std::string name;
  std::string kind;
  std::string folder;
  std::string seconds = "60";
  CheckRequest request;

  CLI::App* list = app.add_subcommand("list", "A line for each plugin; runs none of them");
  CLI::App* describe = app.add_subcommand("describe", "A plugin's options and what they mean");
  CLI::App* make = app.add_subcommand("new", "Writes a small plugin to start from");
  CLI::App* check = app.add_subcommand("check", "Puts plugins through the conformance suite");
  for (CLI::App* subcommand : {list, describe, make, check}) {
    add_plugin_path(*subcommand, plugin_path);
  }
  list->add_flag("--json", json, "As JSON");
  describe->add_flag("--json", json, "As JSON");
  describe->add_option("NAME", name, "The plugin's name")->required();
  make->add_option("KIND", kind, "activation, optimizer, initializer or dataset")
      ->required()
      ->check(one_of({"activation", "optimizer", "initializer", "dataset"}));
  make->add_option("NAME", name, "The new plugin's name")->required();
  make->add_option("--dir", folder, "Folder to write to; made when it is missing")
      ->type_name("FOLDER")
      ->default_str("plugins/<kind>s in a checkout, else NAME");
  check->add_option("PLUGIN", request.plugins, "Names, or files ending in .so")->required();
  check->add_option("--option", request.options, "An option for them; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  check->add_option("--seconds", seconds, "Limit for one plugin")->capture_default_str();
  if (const auto status = parse_arguments(app, argc, argv)) return *status;

  const Catalog catalog(plugin_folders(plugin_path));
  if (list->parsed()) list_plugins(catalog, json);
  if (describe->parsed()) describe_plugin_to_user(find_plugin(catalog, name), json);
  if (make->parsed()) new_plugin(catalog, kind, name, folder);
  if (!check->parsed()) return 0;
  request.seconds = static_cast<double>(parse_uint_argument("--seconds", seconds, 1));
  return check_plugins(catalog, request);
}

}  // namespace runner
