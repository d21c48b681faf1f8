#include "cli/arguments/config_arguments.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "cli/arguments/parse.hpp"
#include "cli/commands/commands.hpp"
#include "config/overrides.hpp"
#include "config/yaml_reader.hpp"

namespace runner {
namespace {

// The commands, and the YAML files where `path` was looked for, named as the user would type them.
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

void ConfigArguments::add_to(CLI::App& app) {
  app.add_option("CONFIG", config, "The experiment, a YAML file")->required();
  app.add_option("OVERRIDE", overrides, "key.path=value: replaces a value of the config (YAML)");
  add_plugin_path(app, plugin_path);
}

Value ConfigArguments::read_tree(Diagnostics& diagnostics) const {
  if (!std::filesystem::exists(config)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: this is neither a config file nor a command.{} `runner --help` "
                            "lists the commands.",
                            config, did_you_mean(config, names_like(config))));
  }
  Value tree = read_yaml_file(config, diagnostics);
  apply_overrides(tree, overrides, diagnostics);
  return tree;
}

}  // namespace runner
