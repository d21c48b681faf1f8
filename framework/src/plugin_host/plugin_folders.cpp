#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "base/error.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {
namespace {

std::filesystem::path folder_beside_program() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error)
    throw Error(ErrorCode::invalid_input,
                "the plugin folder cannot be found: /proc/self/exe is not readable.");
  const auto built = program.parent_path() / "plugins";
  if (std::filesystem::is_directory(built, error)) return built;
  return program.parent_path().parent_path() / "lib" / "runner" / "plugins";
}

// `given_by` is the option or variable that names the folder.
void check_folder(const std::filesystem::path& folder, std::string_view given_by) {
  if (!folder.is_absolute()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the plugin folder '{}' is not absolute; give its full path, so "
                            "that the current directory does not decide what is loaded.",
                            given_by, folder.string()));
  }
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the plugin folder {} does not exist or is not a directory.",
                            given_by, folder.string()));
  }
  const std::filesystem::directory_iterator listing(folder, error);
  if (error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the plugin folder {} cannot be read: {}.", given_by,
                            folder.string(), error.message()));
  }
  if (const auto writable = open_folder_error(folder)) {
    throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", given_by, *writable));
  }
}

}  // namespace

std::optional<std::string> open_folder_error(const std::filesystem::path& folder) {
  using std::filesystem::perms;
  std::error_code error;
  const auto status = std::filesystem::status(folder, error);
  if (error || (status.permissions() & perms::others_write) == perms::none) return std::nullopt;
  return fmt::format(
      "anyone on this machine can put a plugin into the folder {}; run `chmod o-w {}`.",
      folder.string(), folder.string());
}

std::vector<std::filesystem::path> plugin_folders(const std::vector<std::string>& extra) {
  std::vector<std::filesystem::path> folders{folder_beside_program()};
  const auto add = [&](std::filesystem::path folder, std::string_view given_by) {
    check_folder(folder, given_by);
    folder = std::filesystem::canonical(folder);
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
      folders.push_back(std::move(folder));
    }
  };
  for (const auto& folder : extra) add(folder, "--plugin-path");
  const char* variable = std::getenv("RUNNER_PLUGIN_PATH");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const auto colon = std::min(rest.find(':'), rest.size());
    if (colon > 0) add(std::filesystem::path(rest.substr(0, colon)), "RUNNER_PLUGIN_PATH");
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return folders;
}

}  // namespace runner
