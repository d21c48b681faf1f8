#include "sweep/plan/count_checker.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/experiment_keys.hpp"
#include "config/experiment_spec.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {
namespace {

struct PluginMember {
  std::string_view path;
  PluginKind kind;
  PluginChoice ExperimentSpec::*choice;
};

constexpr std::array<PluginMember, 4> plugin_members = {
    {{"dataset", PluginKind::dataset, &ExperimentSpec::dataset},
     {"network.initializer", PluginKind::initializer, &ExperimentSpec::initializer},
     {"network.activation", PluginKind::activation, &ExperimentSpec::activation},
     {"optimizer", PluginKind::optimizer, &ExperimentSpec::optimizer}}};

bool is_real_option(const Catalog& catalog, PluginKind kind, const std::string& plugin,
                    const std::string& option) {
  try {
    const PluginDescription description = describe_plugin(catalog.find(kind, plugin));
    return std::any_of(description.options.begin(), description.options.end(),
                       [&](const OptionDescription& described) {
                         return described.name == option && described.type == OptionType::real;
                       });
  } catch (const std::exception&) {
    return false;  // reported when the plugin is bound
  }
}

}  // namespace

CountChecker::CountChecker(const SweepSpec& sweep, const Catalog& catalog) : catalog_(catalog) {
  for (const auto& parameter : sweep.parameters) {
    if (!parameter.count_location) continue;
    const std::string& path = parameter.keys.front().path;
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos) continue;
    counted_.push_back({path.substr(0, dot), path.substr(dot + 1), *parameter.count_location});
  }
}

bool CountChecker::check(const ExperimentSpec& trial, Diagnostics& diagnostics) {
  bool valid = true;
  for (const auto& counted : counted_) {
    for (const auto& member : plugin_members) {
      const std::string& plugin = (trial.*member.choice).name;
      if (counted.plugin != member.path || !seen_.insert(counted.option + '=' + plugin).second) {
        continue;
      }
      if (!is_real_option(catalog_, member.kind, plugin, counted.option)) continue;
      const std::string key = counted.plugin + '.' + counted.option;
      diagnostics.error(counted.location,
                        fmt::format("a range counts whole numbers, but {} is a real number. List "
                                    "its values, as in --sweep {}=0.1,0.2,0.3.",
                                    key, key));
      valid = false;
    }
  }
  return valid;
}

}  // namespace runner
