#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "docgen/config_schema.hpp"
#include "docgen/plugins_page.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

ExitStatus docs_command(int argc, char** argv) {
  ArgumentParser parser("runner docs",
                        "Prints documentation generated from the plugins' own descriptions.");
  std::vector<std::string> plugin_path;
  ArgumentParser& page =
      parser.add_subcommand("plugins", "All plugins with their options, in Markdown");
  ArgumentParser& schema =
      parser.add_subcommand("schema", "A JSON Schema of the config file, for editors");
  add_plugin_path(page, plugin_path);
  add_plugin_path(schema, plugin_path);
  if (!parser.parse(argc, argv)) return ExitStatus::success;

  const Catalog catalog(plugin_folders(plugin_path));
  print_warnings(catalog);
  const auto plugins = describe_plugins(catalog);
  if (page.was_given()) fmt::print("{}", plugins_page(plugins));
  if (schema.was_given()) fmt::print("{}\n", config_schema(plugins));
  return ExitStatus::success;
}

}  // namespace runner
