#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// The plugins found in the searched folders. Constructing it reads files; no plugin code runs.
class Catalog {
 public:
  // Reads every *.so in `folders`: the folders in their order, the files of each by name.
  explicit Catalog(std::vector<std::filesystem::path> folders);

  // Throws: Error (plugin_unusable) if there is no plugin of that kind and name, two files have the
  // name, or the file of that name cannot be used.
  const PluginInfo& find(PluginKind kind, const std::string& name) const;

  const std::vector<PluginInfo>& plugins() const { return plugins_; }
  // A *.so that is not a usable plugin. It is an error only if it is asked for.
  struct UnusableFile {
    std::string stem;
    std::string sentence;  // names the file and the reason
  };
  const std::vector<UnusableFile>& unusable() const { return unusable_; }
  // A sentence with the remedy for each folder that all users can write to.
  const std::vector<std::string>& warnings() const { return warnings_; }
  // Names of a kind, sorted, without duplicates.
  std::vector<std::string> names(PluginKind kind) const;

 private:
  [[noreturn]] void throw_unknown(PluginKind kind, const std::string& name) const;

  std::vector<std::filesystem::path> folders_;
  std::vector<PluginInfo> plugins_;
  std::vector<UnusableFile> unusable_;
  std::vector<std::string> warnings_;
};

// Returns the folders to search: the one beside this program (`plugins` in a build tree,
// `../lib/runner/plugins` of an installation), then those of `extra` and of the environment
// variable RUNNER_PLUGIN_PATH (separated by colons), each once.
// Throws: Error (invalid_input) if one of the latter two is not absolute, not a directory that can
// be read, or writable by all users.
std::vector<std::filesystem::path> plugin_folders(const std::vector<std::string>& extra);

// Returns a sentence if all users of this machine can write to the folder and so decide what is
// loaded.
std::optional<std::string> open_folder_error(const std::filesystem::path& folder);

}  // namespace runner
