#include "plugin_host/host_options.hpp"

namespace runner {

void declare_options(Plugin& plugin, PluginKind kind, HostOptions& host_options, Options& options) {
  plugin.options(options);
  if (kind != PluginKind::dataset) return;
  options.integer("max_classes", host_options.max_classes,
                  {.at_least = 0,
                   .at_most = 1'000'000,
                   .doc = "Largest number of classes; 0: 1000, or the number of examples if that "
                          "is smaller"});
}

}  // namespace runner
