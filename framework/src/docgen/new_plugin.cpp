#include "docgen/new_plugin.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "config/diagnostics.hpp"
#include "plugin_templates.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

std::string_view template_of(PluginKind kind) {
  switch (kind) {
    case PluginKind::dataset:
      return templates::dataset;
    case PluginKind::initializer:
      return templates::initializer;
    case PluginKind::activation:
      return templates::activation;
    case PluginKind::optimizer:
      break;
  }
  return templates::optimizer;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// "leaky_relu", an activation, as "LeakyReluActivation". The kind keeps it
// apart from names that the class itself uses, such as Mat or Real.
std::string class_name(std::string_view name, PluginKind kind) {
  std::string result;
  bool upper = true;
  for (const char c : fmt::format("{}_{}", name, kind_name(kind))) {
    if (c != '_') result += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '_';
  }
  return result;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the folder cannot be created: {}.", folder.string(),
                            error ? error.message() : "there is a file of that name"));
  }
}

[[noreturn]] void fail_existing(const fs::path& file) {
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("{}: the file already exists; choose another name or folder.", file.string()));
}

// Never overwrites a file ("x": exclusive).
void write_new_file(const fs::path& file, std::string_view text) {
  struct Close {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
  };
  const std::unique_ptr<std::FILE, Close> stream(std::fopen(file.c_str(), "wx"));
  const bool written = stream &&
                       std::fwrite(text.data(), 1, text.size(), stream.get()) == text.size() &&
                       std::fflush(stream.get()) == 0;
  if (written) return;
  if (errno == EEXIST) fail_existing(file);
  throw Error(ErrorCode::invalid_input, fmt::format("{}: the file cannot be written: {}.",
                                                    file.string(), std::strerror(errno)));
}

}  // namespace

bool is_plugin_source_folder(const fs::path& folder, PluginKind kind) {
  std::error_code error;
  const fs::path absolute = fs::weakly_canonical(folder, error);
  return !error && absolute.filename() == fmt::format("{}s", kind_name(kind)) &&
         fs::exists(absolute.parent_path().parent_path() / "framework/include/runner/plugin.hpp",
                    error);
}

NewPlugin write_new_plugin(PluginKind kind, const std::string& name, const fs::path& folder) {
  constexpr std::size_t longest = sizeof(abi::PluginRecord::name) - 1;
  if (!is_identifier(name) || name.size() > longest) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' cannot name a plugin: use a to z, 0 to 9 and _, a letter "
                            "first, at most {} characters.",
                            name, longest));
  }
  for (const auto other : {PluginKind::dataset, PluginKind::initializer, PluginKind::activation,
                           PluginKind::optimizer}) {
    if (other == kind || !is_plugin_source_folder(folder, other)) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: this folder is for {}s; the folder for {}s is beside it.",
                            folder.string(), kind_name(other), kind_name(kind)));
  }
  make_folder(folder);
  NewPlugin result;
  result.in_tree = is_plugin_source_folder(folder, kind);
  std::vector<std::pair<fs::path, std::string_view>> files{
      {folder / (name + ".cpp"), template_of(kind)}};
  if (!result.in_tree) files.emplace_back(folder / "CMakeLists.txt", templates::cmake_lists);
  for (const auto& [file, text] : files) {
    if (fs::exists(file)) fail_existing(file);
  }
  for (const auto& [file, text] : files) {
    const std::string named = replaced(std::string(text), "plugin_name", name);
    write_new_file(file, replaced(named, "PluginClass", class_name(name, kind)));
    result.files.push_back(file);
  }
  return result;
}

}  // namespace runner
