#pragma once

#include <cstdint>

#include <runner/options.hpp>

#include "plugin_host/plugin_info.hpp"

namespace runner {

// The options that every plugin of a kind has beside its own, for the host itself to read.
struct HostOptions {
  // Of a dataset: the largest number of classes; 0: 1000, or the number of examples if that is
  // smaller.
  std::int64_t max_classes = 0;
};

// Declares the plugin's options and then the host's.
// Throws: what the plugin throws.
void declare_options(Plugin& plugin, PluginKind kind, HostOptions& host_options, Options& options);

// For code that has no use for the host's.
inline void declare_options(Plugin& plugin, PluginKind kind, Options& options) {
  HostOptions ignored;
  declare_options(plugin, kind, ignored, options);
}

}  // namespace runner
