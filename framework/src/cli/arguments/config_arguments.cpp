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
#include "sweep/plan/trial_folders.hpp"

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

// Whether setting `key` for each trial makes the override `path` of no effect.
bool makes_useless(const std::string& key, const std::string& path) {
  const bool same_length =
      (path == "epochs" && key == "iterations") || (path == "iterations" && key == "epochs");
  return key == path || replaces(key, path) || same_length;
}

void check_override(const std::string& override, const std::vector<ParameterKey>& keys,
                    Diagnostics& diagnostics) {
  const std::string path = override.substr(0, override.find('='));
  for (const auto& key : keys) {
    if (!makes_useless(key.path, path)) continue;
    diagnostics.error(
        {std::make_shared<const std::string>("command line, " + override), 0, 1},
        fmt::format("this value would have no effect, because the sweep varies {}; see {}. Remove "
                    "one of the two.",
                    key.path, key.location.text()));
  }
}

}  // namespace

void ConfigArguments::add_to(ArgumentParser& parser) {
  parser.add_positional("CONFIG", config, "YAML file of the experiment");
  parser.add_optional_positionals("OVERRIDE", overrides,
                                  "key.path=value: replaces a value of the config");
  parser.add_list("--sweep KEY=VALUES", sweep,
                  "Vary a key: optimizer.alpha=0.1,0.2 or seed=0..9; may be repeated");
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

std::optional<SweepSpec> ConfigArguments::take_sweep(Value& tree, Diagnostics& diagnostics) const {
  auto spec = runner::take_sweep(tree, sweep, diagnostics);
  if (!spec) return spec;
  const auto keys = keys_of(*spec);
  for (const auto& override : overrides) check_override(override, keys, diagnostics);
  return spec;
}

bool ConfigArguments::repeats_trial() const {
  const bool renamed = std::any_of(overrides.begin(), overrides.end(), [](const std::string& text) {
    return text.starts_with("name=");
  });
  return !renamed && is_trial_folder(std::filesystem::absolute(config).parent_path());
}

}  // namespace runner
