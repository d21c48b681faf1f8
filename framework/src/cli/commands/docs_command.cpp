#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "docgen/config_schema.hpp"
#include "docgen/config_table.hpp"
#include "docgen/plugins_page.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

ExitStatus docs_command(int argc, char** argv) {
  ArgumentParser parser(
      "runner docs",
      "Prints documentation generated from what the plugins and the config's keys "
      "declare.");
  std::vector<std::string> plugin_path;
  ArgumentParser& page =
      parser.add_subcommand("plugins", "All plugins with their options, in Markdown");
  ArgumentParser& schema =
      parser.add_subcommand("schema", "A JSON Schema of the config file, for editors");
  ArgumentParser& keys =
      parser.add_subcommand("config", "The table of the config file's keys, in Markdown");
  add_plugin_path(page, plugin_path);
  add_plugin_path(schema, plugin_path);
  if (!parser.parse(argc, argv)) return ExitStatus::success;
  if (keys.was_given()) {
    fmt::print("{}", config_table());
    return ExitStatus::success;
  }

  const Catalog catalog(plugin_folders(plugin_path));
  print_warnings(catalog);
  const auto plugins = describe_plugins(catalog);
  if (page.was_given()) fmt::print("{}", plugins_page(plugins));
  if (schema.was_given()) fmt::print("{}", config_schema(plugins));
  return ExitStatus::success;
}

}  // namespace runner
