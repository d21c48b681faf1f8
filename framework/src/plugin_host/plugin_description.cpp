#include "plugin_host/plugin_description.hpp"

#include <algorithm>
#include <tuple>

#include <runner/plugin.hpp>

#include "plugin_host/library.hpp"
#include "plugin_host/plugin_call.hpp"

namespace runner {

bool PluginDescription::has_required_options() const {
  return std::any_of(options.begin(), options.end(),
                     [](const auto& option) { return option.required; });
}

std::unique_ptr<Plugin> create_any_plugin(const PluginInfo& info) {
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

PluginDescription describe_plugin(const PluginInfo& info) {
  OptionDescriber describer;
  const auto plugin = create_any_plugin(info);
  call_plugin(info, "options()", [&] { plugin->options(describer); });
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
