#include "experiment/fingerprint.hpp"

#include <string_view>

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "config/yaml_writer.hpp"

namespace runner {
namespace {

// Whether an entry of the config takes part, by its top-level key and its text. `standardize:
// false` does not: runs that were made before there was that key keep their fingerprints and trial
// IDs.
bool decides_result(std::string_view key, std::string_view text) {
  if (key == "standardize") return text != "false";
  return key != "name" && key != "checkpoint_every" && key != "dataset";
}

std::string_view top_level(std::string_view path) { return path.substr(0, path.find('.')); }

std::string text_sha256(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hexadecimal();
}

}  // namespace

Fingerprint::Fingerprint(const Experiment& experiment, const Value& resolved_config,
                         const std::string& data_sha256, const std::string& split_sha256) {
  for (const auto& item : *resolved_config.as_map()) {
    if (!decides_result(item.key, item.value.text)) continue;
    parts_.push_back({item.key, item.key + " in config.yaml",
                      text_sha256(write_yaml(map_value({entry(item.key, item.value)})))});
  }
  parts_.push_back({"data", "the data", data_sha256});
  parts_.push_back({"split", "the split of the data", split_sha256});
  const auto plugins = plugins_of(experiment);
  for (std::size_t i = 0; i < plugins.size(); ++i) {
    const PluginInfo& info = plugins[i]->info;
    const std::string kind(kind_name(info.kind));
    parts_.push_back({kind + "_plugin", fmt::format("the {} plugin {}", kind, info.path.string()),
                      experiment.plugin_sha256[i]});
  }
}

bool is_in_trial_id(std::string_view path, std::string_view text) {
  // The dataset's plugin, at the path `dataset` itself, takes part: its file's hash does as well.
  return decides_result(top_level(path), text) || path == "dataset";
}

std::string trial_id(const FlatConfig& resolved_config, const std::string& data_sha256,
                     const std::vector<std::string>& plugin_sha256) {
  constexpr std::size_t digits = 12;
  std::string lines;
  for (const auto& [path, text] : resolved_config) {
    if (is_in_trial_id(path, text)) lines.append(path).append("=").append(text).append("\n");
  }
  lines += fmt::format("data={}\n", data_sha256);
  for (const auto& sha256 : plugin_sha256) lines += fmt::format("plugin={}\n", sha256);
  return text_sha256(lines).substr(0, digits);
}

}  // namespace runner
