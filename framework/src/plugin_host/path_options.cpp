#include "plugin_host/path_options.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "plugin_host/plugin_description.hpp"

namespace runner {

std::vector<std::string> path_options(const PluginInfo& info) {
  std::vector<std::string> names;
  for (const auto& option : describe_plugin(info).options) {
    if (option.type == OptionType::path) names.push_back(option.name);
  }
  return names;
}

std::vector<std::string> overrides_of_missing_paths(const BoundPlugin& dataset) {
  std::vector<std::string> overrides;
  for (const auto& name : path_options(dataset.info)) {
    for (const auto& option : dataset.options) {
      const auto* path = option.key == name ? option.value.as_text() : nullptr;
      if (path == nullptr || path->empty()) continue;
      std::error_code error;
      const auto type = std::filesystem::status(*path, error).type();
      if (type != std::filesystem::file_type::not_found) continue;
      overrides.push_back(fmt::format("dataset.{}=/new/place", name));
    }
  }
  return overrides;
}

}  // namespace runner
