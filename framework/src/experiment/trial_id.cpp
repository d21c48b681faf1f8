#include "experiment/trial_id.hpp"

#include <fmt/format.h>

#include "base/sha256.hpp"

namespace runner {
namespace {

bool changes_results(const std::string& key) {
  return key != "name" && key != "checkpoint_every" && !key.starts_with("dataset.");
}

}  // namespace

std::string trial_id(const FlatConfig& resolved_config, const std::string& data_sha256,
                     const std::vector<std::string>& plugin_sha256) {
  constexpr std::size_t digits = 12;
  std::string lines;
  for (const auto& [key, text] : resolved_config) {
    if (changes_results(key)) lines.append(key).append("=").append(text).append("\n");
  }
  lines += fmt::format("data={}\n", data_sha256);
  for (const auto& sha256 : plugin_sha256) lines += fmt::format("plugin={}\n", sha256);
  Sha256 hash;
  hash.add(lines);
  return hash.hexadecimal().substr(0, digits);
}

}  // namespace runner
