#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "config/experiment_spec.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

// The arguments of the commands that take an experiment: CONFIG [key.path=value ...]
// [--plugin-path].
struct ConfigArguments {
  std::string config;
  std::vector<std::string> overrides;
  std::vector<std::string> plugin_path;

  void add_to(CLI::App& app);

  Catalog catalog() const { return Catalog(plugin_folders(plugin_path)); }

  // Reads the config with the overrides applied. Errors in its values are added to `diagnostics`; a
  // file that cannot be read throws InputError.
  Value read_tree(Diagnostics& diagnostics) const;

  // The experiment's name where the config gives none: the file's without its extension.
  std::string default_name() const { return std::filesystem::path(config).stem().string(); }
};

}  // namespace runner
