#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/experiment_spec.hpp"
#include "plugin_host/catalog.hpp"
#include "sweep/plan/sweep_spec.hpp"

namespace runner {

class ArgumentParser;

// The arguments of the commands that take a config: CONFIG [key.path=value ...] [--sweep
// KEY=VALUES]
// [--plugin-path FOLDER].
struct ConfigArguments {
  std::string config;
  std::vector<std::string> overrides;
  std::vector<std::string> sweep;
  std::vector<std::string> plugin_path;

  void add_to(ArgumentParser& parser);

  Catalog catalog() const { return Catalog(plugin_folders(plugin_path)); }

  // Reads the config and applies the overrides. Adds errors in values to `diagnostics`.
  // Throws: Error (invalid_input, not_readable) if the file does not exist or cannot be read.
  Value read_tree(Diagnostics& diagnostics) const;

  // Takes the sweep of the config and of --sweep out of the tree, as runner::take_sweep() does. An
  // override of a key that the sweep varies is an error, because it would have no effect.
  std::optional<SweepSpec> take_sweep(Value& tree, Diagnostics& diagnostics) const;

  // Whether the config is that of a sweep's trial, and its name was not overridden. What it
  // describes then gets the name NAME-repeat, to lie outside of the sweep's folder.
  bool repeats_trial() const;

  // The experiment's name unless the config has one: the file's name without its extension.
  std::string default_name() const { return std::filesystem::path(config).stem().string(); }
};

}  // namespace runner
