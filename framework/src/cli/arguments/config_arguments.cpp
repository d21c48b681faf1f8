#include "cli/arguments/config_arguments.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "cli/commands/commands.hpp"
#include "config/overrides.hpp"
#include "config/yaml_reader.hpp"

namespace runner {
namespace {

// The YAML files beside `path`, and the commands if it has no folder, as the user would type them.
std::vector<std::string> names_like(const std::filesystem::path& path) {
  std::vector<std::string> names;
  const auto folder = path.parent_path();
  std::error_code error;
  for (const auto& file :
       std::filesystem::directory_iterator(folder.empty() ? "." : folder, error)) {
    if (file.path().extension() == ".yaml")
      names.push_back((folder / file.path().filename()).string());
  }
  std::sort(names.begin(), names.end());
  if (folder.empty()) {
    for (const auto& command : commands()) names.emplace_back(command.name);
  }
  return names;
}

}  // namespace

void ConfigArguments::add_to(ArgumentParser& parser) {
  parser.add_positional("CONFIG", config, "YAML file of the experiment");
  parser.add_optional_positionals("OVERRIDE", overrides,
                                  "key.path=value: replaces a value of the config");
  add_plugin_path(parser, plugin_path);
}

Value ConfigArguments::read_tree(Diagnostics& diagnostics) const {
  if (!std::filesystem::exists(config)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: no such config file or command.{} Run 'runner --help' for a "
                            "list of commands.",
                            config, did_you_mean(config, names_like(config))));
  }
  Value tree = read_yaml_file(config, diagnostics);
  apply_overrides(tree, overrides, diagnostics);
  return tree;
}

}  // namespace runner
