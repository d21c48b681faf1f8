#include "execution/recorded_plugins.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "runs/file_names.hpp"

namespace runner {
namespace {

const PluginChoice& choice_of_kind(const ExperimentSpec& spec, PluginKind kind) {
  switch (kind) {
    case PluginKind::dataset:
      return spec.dataset;
    case PluginKind::initializer:
      return spec.initializer;
    case PluginKind::activation:
      return spec.activation;
    case PluginKind::optimizer:
      break;
  }
  return spec.optimizer;
}

// Whether there is a file of that name, usable or not.
bool is_found(const Catalog& catalog, const std::string& name) {
  const auto& plugins = catalog.plugins();
  const auto& unusable = catalog.unusable();
  return std::any_of(plugins.begin(), plugins.end(),
                     [&](const PluginInfo& info) { return info.name == name; }) ||
         std::any_of(unusable.begin(), unusable.end(),
                     [&](const auto& file) { return file.stem == name; });
}

std::string missing_sentence(const RunPlugin& plugin) {
  const std::filesystem::path file(plugin.path);
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    const std::string folder = file.parent_path().string();
    return fmt::format(
        "there is no {} plugin named '{}' in the searched folders. The run used {}; give its "
        "folder with --plugin-path {} or RUNNER_PLUGIN_PATH={}.",
        plugin.kind, plugin.name, plugin.path, folder, folder);
  }
  return fmt::format(
      "there is no {} plugin named '{}' in the searched folders. The run used {}, which no longer "
      "exists; build the plugin again, and give its folder with --plugin-path FOLDER or "
      "RUNNER_PLUGIN_PATH=FOLDER.",
      plugin.kind, plugin.name, plugin.path);
}

}  // namespace

void require_plugins(const RunRecord& record, const ExperimentSpec& spec, const Catalog& catalog,
                     const std::vector<PluginKind>& kinds) {
  const SourceLocation run{std::make_shared<const std::string>(record.folder.string()), 0, 0};
  Diagnostics diagnostics;
  for (const PluginKind kind : kinds) {
    const std::string& name = choice_of_kind(spec, kind).name;
    const auto& recorded = record.manifest.plugins;
    const auto found = std::find_if(recorded.begin(), recorded.end(), [&](const auto& plugin) {
      return plugin.kind == kind_name(kind) && plugin.name == name;
    });
    if (found == recorded.end() || is_found(catalog, name)) continue;
    diagnostics.error(run, missing_sentence(*found));
  }
  diagnostics.throw_if_any();
}

void require_recorded_plugins(const RunRecord& record, const ExperimentSpec& spec,
                              const std::vector<PluginKind>& kinds) {
  std::vector<std::string> lines;
  for (const PluginKind kind : kinds) {
    const std::string& name = choice_of_kind(spec, kind).name;
    for (const auto& recorded : record.manifest.plugins) {
      if (recorded.kind != kind_name(kind) || recorded.name == name) continue;
      lines.push_back(fmt::format(
          "{}: the {} is {}, but the run used {} according to run.json: one of the two files was "
          "changed after the run. Restore it.",
          (record.folder / file_names::config).string(), recorded.kind, name, recorded.name));
    }
  }
  if (!lines.empty()) throw Error(ErrorCode::damaged, fmt::format("{}", fmt::join(lines, "\n")));
}

}  // namespace runner
