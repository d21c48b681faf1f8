#include "cli/arguments/config_arguments.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/config_path.hpp"
#include "cli/arguments/plugin_path.hpp"
#include "config/config_file.hpp"
#include "config/experiment_keys.hpp"
#include "config/overrides.hpp"
#include "runs/file_names.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

bool is_yaml_file(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

// "seed=3" for `--seed 3`, if that is a key of the config.
std::string key_hint(std::string_view option, std::string_view value) {
  std::string name(option.substr(std::min(option.find_first_not_of('-'), option.size())));
  std::replace(name.begin(), name.end(), '-', '_');
  for (const auto& key : key_paths()) {
    const bool is_key = key.path == name || key.path.ends_with("." + name);
    const bool is_option = key.default_plugin && name.starts_with(key.path + ".");
    if ((!is_key && !is_option) || name == "base") continue;
    return fmt::format(" Keys of the config are set without dashes: '{}={}'.",
                       is_key ? key.path : name, value.empty() ? "VALUE" : value);
  }
  return {};
}

void refuse_second_config(const std::vector<std::string>& overrides) {
  for (const auto& text : overrides) {
    if (text.find('=') != std::string::npos) continue;
    std::error_code ignored;
    if (!is_yaml_file(text) && !std::filesystem::is_regular_file(text, ignored)) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: a second config, but a command takes only one. Run them "
                            "separately, or name one as the `base` of the other.",
                            text));
  }
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

// Whether the config is that of a run, as the program wrote it.
bool is_run_config(const std::string& path) {
  std::error_code ignored;
  const auto folder = std::filesystem::absolute(path, ignored).parent_path();
  return std::filesystem::path(path).filename() == file_names::config &&
         std::filesystem::exists(folder / file_names::manifest, ignored);
}

}  // namespace

void ConfigArguments::add_to(ArgumentParser& parser) {
  parser.add_positional("CONFIG", config, "YAML file of the experiment");
  parser.add_optional_positionals("OVERRIDE", overrides,
                                  "key.path=value: replaces a value of the config");
  parser.add_list("--sweep KEY=VALUES", sweep,
                  "Vary a key: optimizer.alpha=0.1,0.2 or seed=0..9; may be repeated");
  add_plugin_path(parser, plugin_path);
  parser.hint_at_unknown(key_hint);
}

Value ConfigArguments::read_tree(Diagnostics& diagnostics) const {
  check_config_path(config, overrides);
  refuse_second_config(overrides);
  // Somebody may have shared the run, and its config would be written with what is expanded.
  const Variables variables = is_run_config(config) ? Variables::refuse : Variables::expand;
  Value tree = read_config_file(config, diagnostics, variables);
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
