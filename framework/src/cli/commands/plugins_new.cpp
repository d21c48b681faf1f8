#include <algorithm>

#include <fmt/format.h>

#include "cli/commands/plugins_actions.hpp"
#include "config/diagnostics.hpp"
#include "docgen/new_plugin.hpp"

namespace runner {
namespace {

PluginKind kind_from(std::string_view name) {
  for (const auto kind : {PluginKind::dataset, PluginKind::initializer, PluginKind::activation}) {
    if (kind_name(kind) == name) return kind;
  }
  return PluginKind::optimizer;
}

std::filesystem::path default_folder(PluginKind kind, const std::string& name) {
  const auto in_tree = std::filesystem::path("plugins") / fmt::format("{}s", kind_name(kind));
  return is_plugin_source_folder(in_tree, kind) ? in_tree : std::filesystem::path(name);
}

// Quotes `path` for a shell if it has characters that may be special to one.
std::string shell_quoted(const std::string& path) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+";
  if (path.find_first_not_of(plain) == std::string::npos) return path;
  std::string text = "'";
  for (const char c : path) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

void new_plugin(const Catalog& catalog, const std::string& kind_text, const std::string& name,
                const std::filesystem::path& folder_or_default) {
  const PluginKind kind = kind_from(kind_text);
  for (const auto& info : catalog.plugins()) {
    if (info.name != name) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("a plugin named '{}' already exists: {}; names are unique across "
                            "kinds.",
                            name, info.path.string()));
  }
  const auto folder = folder_or_default.empty() ? default_folder(kind, name) : folder_or_default;
  const NewPlugin plugin = write_new_plugin(kind, name, folder);
  for (const auto& file : plugin.files) fmt::print("{}\n", file.string());
  if (plugin.in_tree) {
    fmt::print(stderr, "Build and check it:\n  scripts/setup\n  build/runner plugins check {}\n",
               name);
    return;
  }
  const std::string source = shell_quoted(folder.string());
  const std::string build = shell_quoted((folder / "build").string());
  fmt::print(stderr,
             "Build and check it:\n  cmake -S {0} -B {1}\n  cmake --build {1}\n"
             "  runner plugins check {2}\n",
             source, build, shell_quoted((folder / "build" / (name + ".so")).string()));
}

}  // namespace runner
