#include <fmt/format.h>

#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "config/diagnostics.hpp"
#include "docgen/config_schema.hpp"
#include "docgen/config_table.hpp"
#include "docgen/plugins_page.hpp"

namespace runner {

int docs_command(int argc, char** argv) {
  CLI::App app(
      "Prints documentation generated from what the plugins and the config's keys declare.",
      "runner docs");
  app.require_subcommand(1);
  std::vector<std::string> plugin_path;
  CLI::App* page = app.add_subcommand("plugins", "Every plugin with its options, in Markdown");
  CLI::App* schema = app.add_subcommand("schema", "A JSON Schema of the config file, for editors");
  CLI::App* keys = app.add_subcommand("config", "The table of the config file's keys, in Markdown");
  add_plugin_path(*page, plugin_path);
  add_plugin_path(*schema, plugin_path);
  if (const auto status = parse_arguments(app, argc, argv)) return *status;
  if (keys->parsed()) {
    fmt::print("{}", config_table());
    return 0;
  }

  const Catalog catalog(plugin_folders(plugin_path));
  print_warnings(catalog.warnings());
  for (const auto& file : catalog.unusable()) print_warnings({file.sentence});
  const auto plugins = describe_plugins(catalog);
  if (page->parsed()) fmt::print("{}", plugins_page(plugins));
  if (schema->parsed()) fmt::print("{}", config_schema(plugins));
  return 0;
}

}  // namespace runner
