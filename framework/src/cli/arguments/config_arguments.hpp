#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/experiment_spec.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

class ArgumentParser;

// The arguments of the commands that take a config: CONFIG [key.path=value ...] [--plugin-path].
struct ConfigArguments {
  std::string config;
  std::vector<std::string> overrides;
  std::vector<std::string> plugin_path;

  void add_to(ArgumentParser& parser);

  Catalog catalog() const { return Catalog(plugin_folders(plugin_path)); }

  // Reads the config and applies the overrides. Adds errors in values to `diagnostics`.
  // Throws: Error (invalid_input, not_readable) if the file does not exist or cannot be read.
  Value read_tree(Diagnostics& diagnostics) const;

  // The experiment's name unless the config has one: the file's name without its extension.
  std::string default_name() const { return std::filesystem::path(config).stem().string(); }
};

}  // namespace runner
