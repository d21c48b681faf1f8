#include "cli/arguments/config_path.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "cli/commands/commands.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// The YAML files in `folder`, as the user would type them.
std::vector<std::string> yaml_files(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder.empty() ? "." : folder, error)) {
    const auto extension = file.path().extension();
    if (extension == ".yaml" || extension == ".yml") {
      files.push_back((folder / file.path().filename()).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The config that is nearest to `path` with or without its extension, or else the nearest command.
// Empty if nothing is near.
std::string nearest_config(const fs::path& path) {
  const fs::path folder = path.parent_path();
  auto files = yaml_files(folder);
  if (folder.empty()) {
    const auto more = yaml_files("configs");
    files.insert(files.end(), more.begin(), more.end());
  }
  std::vector<std::string> stems;
  for (const auto& file : files) stems.push_back(fs::path(file).stem().string());
  const bool has_extension = is_one_of(path.extension().string(), {".yaml", ".yml"});
  const std::string stem = has_extension ? path.stem().string() : path.filename().string();
  std::string nearest = nearest_name(stem, stems);
  if (!nearest.empty()) {
    const auto found = std::find(stems.begin(), stems.end(), nearest);
    return files[static_cast<std::size_t>(found - stems.begin())];
  }
  if (!folder.empty()) return {};
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  return nearest_name(path.string(), names);
}

// What to type instead, for words that other programs have as commands.
std::string other_command(const std::string& word, const std::vector<std::string>& others) {
  const std::string first = others.empty() ? "" : others.front();
  if (word == "help")
    return first.empty() ? "runner --help" : fmt::format("runner {} --help", first);
  if (word == "version") return "runner --version";
  if (is_one_of(word, {"run", "train", "start", "fit"})) {
    return fmt::format("runner {}", first.empty() ? "CONFIG" : first);
  }
  return {};
}

}  // namespace

void check_config_path(const std::string& config, const std::vector<std::string>& others) {
  std::error_code error;
  const auto status = fs::status(config, error);
  if (fs::is_directory(status)) {
    const auto files = yaml_files(config);
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: the config file cannot be read: it is a directory, not a file.{}", config,
                    files.empty() ? "" : fmt::format(" Give a file, such as '{}'.", files[0])));
  }
  if (fs::exists(status)) return;
  std::string meant = other_command(config, others);
  if (meant.empty()) meant = nearest_config(config);
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: no such config file or command.{} Run 'runner --help' for a list of "
                          "commands.",
                          config, meant.empty() ? "" : fmt::format(" Did you mean '{}'?", meant)));
}

}  // namespace runner
