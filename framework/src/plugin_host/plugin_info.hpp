#pragma once

#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <runner/abi.hpp>

#include "base/error.hpp"

namespace runner {

enum class PluginKind { dataset, initializer, activation, optimizer };

std::string_view kind_name(PluginKind kind);

// Whether `name` may name a plugin or an option: lower-case letters, digits and _, beginning with a
// letter.
bool is_identifier(std::string_view name);

// What a plugin file says about itself, read without running any of its code. Texts have no control
// characters.
struct PluginInfo {
  PluginKind kind = PluginKind::dataset;
  std::string name;
  std::string version;
  std::string summary;
  std::string formula;   // may be empty
  std::string citation;  // may be empty
  std::filesystem::path path;
  abi::BuildFacts build;
};

// Reads the record in the file's ELF section. Does not compare build facts.
// Throws: Error (plugin_unusable) if there is none, or it is damaged or of another API version.
PluginInfo read_plugin_info(const std::filesystem::path& file);

// Returns a clause, with both values and the remedy, for each build fact that differs between the
// plugin and this program but must not. Empty if the plugin can be loaded.
std::vector<std::string> build_differences(const abi::BuildFacts& plugin);

// Returns a sentence, with the plugin and its file, for each build fact that differs and may change
// the last digits of the plugin's results.
std::vector<std::string> build_warnings(const PluginInfo& plugin);

// A record's text. In a damaged file the zero byte at its end may be missing.
template <std::size_t N>
std::string text(const abi::FixedText<N>& field) {
  return {field.bytes, strnlen(field.bytes, N)};
}

}  // namespace runner
