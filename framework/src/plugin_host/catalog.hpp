#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// The plugins found in the searched folders. Making one reads files and runs no plugin.
class Catalog {
 public:
  // Looks at every *.so of `folders`, in their order, each sorted by name.
  explicit Catalog(std::vector<std::filesystem::path> folders);

  // Throws PluginFileError when there is no plugin of that kind and name, two files have the name,
  // or the file that should have it cannot be used.
  const PluginInfo& find(PluginKind kind, const std::string& name) const;

  const std::vector<PluginInfo>& plugins() const { return plugins_; }
  // A *.so that is no plugin; nobody may have asked for it, so it is no error by itself.
  struct UnusableFile {
    std::string stem;
    std::string sentence;  // names the file and says why
  };
  const std::vector<UnusableFile>& unusable() const { return unusable_; }
  // Folders that anyone can write to, each as a sentence with the mend.
  const std::vector<std::string>& warnings() const { return warnings_; }
  // Sorted, each once.
  std::vector<std::string> names(PluginKind kind) const;

 private:
  [[noreturn]] void throw_unknown(PluginKind kind, const std::string& name) const;

  std::vector<std::filesystem::path> folders_;
  std::vector<PluginInfo> plugins_;
  std::vector<UnusableFile> unusable_;
  std::vector<std::string> warnings_;
};

// The plugin folder beside this program (`plugins` in a build tree, `../lib/runner/plugins` where
// it is installed), then those of `extra` and of the environment variable RUNNER_PLUGIN_PATH
// (separated by colons). Throws InputError for one of the latter that is not absolute, is no folder
// that can be read, or that anyone can write to.
std::vector<std::filesystem::path> plugin_folders(const std::vector<std::string>& extra);

// A sentence when all users of this machine can write to the folder, and so decide what is loaded.
std::optional<std::string> open_folder_error(const std::filesystem::path& folder);

}  // namespace runner
