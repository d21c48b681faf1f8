#include "docgen/plugins_page.hpp"

#include <fmt/format.h>

#include "docgen/markdown.hpp"

namespace runner {
namespace {

constexpr std::string_view introduction = R"(# Plugins

Written by `runner docs plugins`; run `scripts/update-docs` after a change instead of editing this page.

A plugin is one small file in the folder of its kind. How to write one:
[docs/plugins.md](../docs/plugins.md). A config names a plugin (`activation: relu`), or gives its options
beside the name (`activation: {plugin: leaky_relu, slope: 0.1}`).
)";

std::string options_table(const std::vector<OptionDescription>& options) {
  if (options.empty()) return {};
  std::string table = "\n| option | value | default | meaning |\n| --- | --- | --- | --- |\n";
  for (const auto& option : options) {
    constexpr std::string_view before = "default ";
    std::string default_value = default_in_words(option);
    if (default_value.starts_with(before))
      default_value = fmt::format("`{}`", default_value.substr(before.size()));
    table +=
        fmt::format("| `{}` | {} | {} | {} |\n", option.name, markdown_cell(type_in_words(option)),
                    markdown_cell(default_value), markdown_cell(option.doc));
  }
  return table;
}

std::string section(const PluginDescription& plugin) {
  const PluginInfo& info = plugin.info;
  std::string text = fmt::format("\n### {}\n\n{}.\n", info.name, info.summary);
  if (!info.formula.empty()) text += fmt::format("\n    {}\n", info.formula);
  if (!info.citation.empty()) text += fmt::format("\nSource: {}.\n", info.citation);
  return text + options_table(plugin.options);
}

}  // namespace

std::string plugins_page(const std::vector<PluginDescription>& plugins) {
  std::string page(introduction);
  const PluginKind* kind = nullptr;
  for (const auto& plugin : plugins) {
    if (kind == nullptr || *kind != plugin.info.kind) {
      std::string title = fmt::format("{}s", kind_name(plugin.info.kind));
      page += fmt::format("\n## [{0:c}{1}]({2})\n", title[0] - 'a' + 'A', title.substr(1), title);
      kind = &plugin.info.kind;
    }
    page += section(plugin);
  }
  return page;
}

}  // namespace runner
