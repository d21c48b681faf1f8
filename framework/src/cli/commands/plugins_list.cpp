#include <algorithm>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "cli/commands/plugins_actions.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "config/diagnostics.hpp"
#include "docgen/description_json.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {

const PluginInfo& find_plugin(const Catalog& catalog, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& info : catalog.plugins()) {
    if (info.name == name) return catalog.find(info.kind, name);
    names.push_back(info.name);
  }
  std::sort(names.begin(), names.end());
  throw Error(ErrorCode::invalid_input,
              fmt::format("there is no plugin named '{}'.{} Known are {}.", name,
                          did_you_mean(name, names), join(names)));
}

void list_plugins(const Catalog& catalog, bool json) {
  const auto plugins = sorted_plugins(catalog);
  print_warnings(catalog);
  if (json) {
    fmt::print("{}", plugins_json(plugins));
    return;
  }
  std::size_t name_width = 0;
  for (const auto& info : plugins) name_width = std::max(name_width, info.name.size());
  for (const auto& info : plugins) {
    fmt::print("{:11}  {:{}}  {:6}  {}  ({})\n", kind_name(info.kind), info.name, name_width,
               info.version, info.summary, printable(info.path.string()));
  }
}

void print_description(const PluginInfo& info, bool json) {
  const PluginDescription plugin = describe_plugin(info);
  if (json) {
    fmt::print("{}", plugin_json(plugin));
    return;
  }
  fmt::print("{} ({}, version {})\n  {}\n", info.name, kind_name(info.kind), info.version,
             info.summary);
  if (!info.formula.empty()) fmt::print("  formula:  {}\n", info.formula);
  if (!info.citation.empty()) fmt::print("  citation: {}\n", info.citation);
  fmt::print("  file:     {}\n", printable(info.path.string()));
  if (plugin.options.empty()) fmt::print("It has no options.\n");
  for (const auto& option : plugin.options) {
    fmt::print("  {}: {}, {}\n", option.name, type_in_words(option), default_in_words(option));
    if (!option.doc.empty()) fmt::print("      {}\n", option.doc);
  }
}

}  // namespace runner
