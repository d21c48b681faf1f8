#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/parse.hpp"
#include "config/diagnostics.hpp"
#include "config/nearest_name.hpp"
#include "plugins/catalog.hpp"
#include "plugins/library.hpp"
#include "plugins/option_describer.hpp"
#include "plugins/plugin_call.hpp"

namespace runner {
namespace {

void list_plugins(const Catalog& catalog) {
  auto plugins = catalog.plugins();
  std::stable_sort(plugins.begin(), plugins.end(), [](const auto& a, const auto& b) {
    return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
  });
  std::size_t name_width = 0;
  for (const auto& info : plugins) name_width = std::max(name_width, info.name.size());
  for (const auto& info : plugins) {
    fmt::print("{:11}  {:{}}  {:6}  {}  ({})\n", kind_name(info.kind), info.name, name_width,
               info.version, info.summary, info.path.string());
  }
  for (const auto& file : catalog.unusable()) fmt::print(stderr, "warning: {}\n", file.sentence);
}

const PluginInfo& find_by_name(const Catalog& catalog, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& info : catalog.plugins()) {
    if (info.name == name) return catalog.find(info.kind, name);
    names.push_back(info.name);
  }
  std::sort(names.begin(), names.end());
  throw InputError(fmt::format("there is no plugin named '{}'.{} Known are {}.", name,
                               did_you_mean(name, names), joined(names)));
}

// A plugin of any kind, to ask for its options.
std::unique_ptr<Plugin> create_any(const PluginInfo& info) {
  switch (info.kind) {
    case PluginKind::dataset:
      return create_plugin<Dataset>(info);
    case PluginKind::initializer:
      return create_plugin<Initializer<double>>(info);
    case PluginKind::activation:
      return create_plugin<Activation<double>>(info);
    case PluginKind::optimizer:
      break;
  }
  return create_plugin<Optimizer<double>>(info);
}

void describe_plugin(const PluginInfo& info) {
  OptionDescriber describer;
  const auto plugin = create_any(info);
  call_plugin(info, "options()", [&] { plugin->options(describer); });
  fmt::print("{} ({}, version {})\n  {}\n", info.name, kind_name(info.kind), info.version,
             info.summary);
  if (!info.formula.empty()) fmt::print("  formula:  {}\n", info.formula);
  if (!info.citation.empty()) fmt::print("  citation: {}\n", info.citation);
  fmt::print("  file:     {}\n", info.path.string());
  if (describer.options().empty()) fmt::print("It has no options.\n");
  for (const auto& option : describer.options()) {
    const std::string preset = option.required         ? "required"
                               : option.preset.empty() ? "optional"
                                                       : "default " + option.preset;
    fmt::print("  {}: {}, {}\n", option.name, option.type, preset);
    if (!option.doc.empty()) fmt::print("      {}\n", option.doc);
  }
}

}  // namespace

int plugins_command(int argc, char** argv) {
  CLI::App app("Shows the plugins that can be used.", "runner plugins");
  app.require_subcommand(1);
  std::vector<std::string> plugin_path;
  std::string name;
  CLI::App* list = app.add_subcommand("list", "A line for each plugin; runs none of them");
  add_plugin_path(*list, plugin_path);
  CLI::App* describe = app.add_subcommand("describe", "A plugin's options and what they mean");
  describe->add_option("NAME", name, "The plugin's name")->required();
  add_plugin_path(*describe, plugin_path);
  if (const auto status = parse_arguments(app, argc, argv)) return *status;

  const Catalog catalog(plugin_folders(plugin_path));
  try {
    if (list->parsed()) list_plugins(catalog);
    if (describe->parsed()) describe_plugin(find_by_name(catalog, name));
  } catch (const PluginFileError& error) {
    throw InputError(error.what());
  }
  return 0;
}

}  // namespace runner
