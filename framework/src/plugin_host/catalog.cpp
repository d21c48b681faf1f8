#include "plugin_host/catalog.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/nearest_name.hpp"

namespace runner {
namespace {

std::vector<std::filesystem::path> plugin_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& item : std::filesystem::directory_iterator(folder, error)) {
    if (item.path().extension() == ".so") files.push_back(item.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Plugins are chosen by name, so that a config from elsewhere cannot decide what code runs.
std::string path_sentence(const std::string& written) {
  const std::filesystem::path file(written);
  const auto folder = std::filesystem::absolute(file).lexically_normal().parent_path();
  return fmt::format(
      "'{}' is a path, but plugins are chosen by name. Write '{}' here and give its folder with "
      "--plugin-path {}.",
      written, file.stem().string(), folder.string());
}

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || std::filesystem::path(name).extension() == ".so";
}

std::string joined_folders(const std::vector<std::filesystem::path>& folders) {
  std::vector<std::string> names;
  for (const auto& folder : folders) names.push_back(folder.string());
  return join(names);
}

std::string with_article(std::string_view kind) {
  const bool vowel = kind.find_first_of("aeiou") == 0;
  return fmt::format("{} {}", vowel ? "an" : "a", kind);
}

}  // namespace

Catalog::Catalog(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {
  for (const auto& folder : folders_) {
    if (auto error = open_folder_error(folder)) warnings_.push_back(std::move(*error));
    for (const auto& file : plugin_files(folder)) {
      try {
        plugins_.push_back(read_plugin_info(file));
      } catch (const Error& error) {
        unusable_.push_back({file.stem().string(), error.what()});
      }
    }
  }
}

const PluginInfo& Catalog::find(PluginKind kind, const std::string& name) const {
  const PluginInfo* found = nullptr;
  for (const auto& info : plugins_) {
    if (info.name != name) continue;
    if (found != nullptr) {
      throw Error(ErrorCode::plugin_unusable,
                  fmt::format("two plugins are named '{}': {} and {}; names must be unique "
                              "across kinds. Remove or rename one.",
                              name, found->path.string(), info.path.string()));
    }
    found = &info;
  }
  if (found == nullptr) throw_unknown(kind, name);
  if (found->kind != kind) {
    throw Error(ErrorCode::plugin_unusable,
                fmt::format("'{}' is {}, but {} is expected here: {}.", name,
                            with_article(kind_name(found->kind)), with_article(kind_name(kind)),
                            join(names(kind), " or ")));
  }
  return *found;
}

std::vector<std::string> Catalog::names(PluginKind kind) const {
  std::vector<std::string> all;
  for (const auto& info : plugins_) {
    if (info.kind == kind) all.push_back(info.name);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void Catalog::throw_unknown(PluginKind kind, const std::string& name) const {
  if (is_path(name)) throw Error(ErrorCode::plugin_unusable, path_sentence(name));
  for (const auto& file : unusable_) {
    if (file.stem == name) throw Error(ErrorCode::plugin_unusable, file.sentence);
  }
  const auto known = names(kind);
  throw Error(
      ErrorCode::plugin_unusable,
      fmt::format("there is no {} plugin named '{}'.{} {} Searched: {}.", kind_name(kind), name,
                  did_you_mean(name, known),
                  known.empty() ? "None was found." : fmt::format("Known are {}.", join(known)),
                  joined_folders(folders_)));
}

}  // namespace runner
