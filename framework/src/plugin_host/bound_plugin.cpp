#include "plugin_host/bound_plugin.hpp"

#include <fmt/format.h>

#include "plugin_host/floating_point_state.hpp"
#include "plugin_host/library.hpp"
#include "plugin_host/option_reader.hpp"
#include "plugin_host/plugin_call.hpp"

namespace runner {
namespace {

// Options that refer to one another are checked by the plugin, which throws OptionError.
void read_options(BoundPlugin& bound, Diagnostics& diagnostics) {
  const PluginInfo& info = bound.info;
  const PluginChoice& choice = bound.choice;
  const std::string owner = fmt::format("the {} {}", kind_name(info.kind), info.name);
  OptionReader reader(choice.options, owner, diagnostics);
  try {
    call_plugin(info, "options()",
                [&] { declare_options(*bound.plugin, info.kind, bound.host_options, reader); });
  } catch (const OptionError& error) {
    diagnostics.error(option_location(choice, error.option()), error.what());
    return;  // the options after that one were not declared
  }
  bound.options = reader.finish();
  std::erase_if(bound.options, [&](const MapEntry& option) {
    return option.key == "max_classes" && choice.options.find(option.key) == nullptr;
  });
}

}  // namespace

SourceLocation option_location(const PluginChoice& choice, std::string_view option) {
  const Value* written = choice.options.find(option);
  return written == nullptr ? choice.location : written->location;
}

BoundPlugin bind_plugin(const Catalog& catalog, PluginKind kind, const PluginChoice& choice,
                        Precision precision, Diagnostics& diagnostics) {
  BoundPlugin bound;
  bound.choice = choice;
  if (choice.name.empty()) return bound;  // reported when the config was read
  try {
    bound.info = catalog.find(kind, choice.name);
    bound.warnings = build_warnings(bound.info);
    bound.plugin = create_plugin(bound.info, precision, bound.warnings);
    const FloatingPointGuard guard;
    read_options(bound, diagnostics);
    guard.report_change(bound.info, "in options()", bound.warnings);
  } catch (const std::exception& error) {
    diagnostics.error(choice.location, error.what());
    bound.plugin.reset();
  }
  return bound;
}

}  // namespace runner
