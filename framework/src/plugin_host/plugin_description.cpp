#include "plugin_host/plugin_description.hpp"

#include <algorithm>
#include <tuple>

#include <runner/plugin.hpp>

#include "plugin_host/host_options.hpp"
#include "plugin_host/library.hpp"
#include "plugin_host/plugin_call.hpp"

namespace runner {

bool PluginDescription::has_required_options() const {
  return std::any_of(options.begin(), options.end(),
                     [](const auto& option) { return option.required; });
}

PluginDescription describe_plugin(const PluginInfo& info) {
  OptionDescriber describer;
  std::vector<std::string> ignored;
  const auto plugin = create_plugin(info, Precision::double_, ignored);
  call_plugin(info, "options()", [&] { declare_options(*plugin, info.kind, describer); });
  return {info, describer.options()};
}

std::vector<PluginInfo> sorted_plugins(const Catalog& catalog) {
  auto plugins = catalog.plugins();
  std::stable_sort(plugins.begin(), plugins.end(), [](const auto& a, const auto& b) {
    return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
  });
  return plugins;
}

std::vector<PluginDescription> describe_plugins(const Catalog& catalog) {
  std::vector<PluginDescription> descriptions;
  for (const auto& info : sorted_plugins(catalog)) {
    descriptions.push_back(describe_plugin(catalog.find(info.kind, info.name)));
  }
  return descriptions;
}

}  // namespace runner
