#include "plugin_host/bound_plugin.hpp"

#include <fmt/format.h>

#include "plugin_host/floating_point_state.hpp"
#include "plugin_host/library.hpp"
#include "plugin_host/option_reader.hpp"
#include "plugin_host/plugin_call.hpp"

namespace runner {
namespace {

// Options that refer to one another are checked by the plugin, which throws OptionError.
void read_options(Plugin& plugin, const PluginInfo& info, const PluginChoice& choice, Map& options,
                  Diagnostics& diagnostics) {
  const std::string owner = fmt::format("the {} {}", kind_name(info.kind), info.name);
  OptionReader reader(choice.options, owner, diagnostics);
  try {
    call_plugin(info, "options()", [&] { plugin.options(reader); });
  } catch (const OptionError& error) {
    diagnostics.error(option_location(choice, error.option()), error.what());
    return;  // the options after that one were not declared
  }
  options = reader.finish();
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
    read_options(*bound.plugin, bound.info, choice, bound.options, diagnostics);
    guard.report_change(bound.info, "in options()", bound.warnings);
  } catch (const std::exception& error) {
    diagnostics.error(choice.location, error.what());
    bound.plugin.reset();
  }
  return bound;
}

}  // namespace runner
