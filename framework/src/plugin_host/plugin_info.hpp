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

// Lower-case letters, digits and _, a letter first: what plugins and their options are named.
bool is_identifier(std::string_view name);

// What a plugin file says about itself, read without running any of its code. No text in it holds
// a control character.
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

// Reads the record in the file's ELF section. Throws PluginFileError when there is none, it is
// damaged or of another API. Does not compare build facts.
PluginInfo read_plugin_info(const std::filesystem::path& file);

// The build facts that differ between the plugin and this program and must not, each as a sentence
// with both values and the mend; empty when the plugin can be loaded.
std::vector<std::string> build_differences(const abi::BuildFacts& plugin);

// The build facts that may differ but can change the plugin's results, each as a sentence that
// names the plugin and its file.
std::vector<std::string> build_warnings(const PluginInfo& plugin);

// A record's text, which a damaged file may have left without its zero byte.
template <std::size_t N>
std::string text(const abi::FixedText<N>& field) {
  return {field.bytes, strnlen(field.bytes, N)};
}

}  // namespace runner
