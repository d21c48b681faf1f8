#include "plugin_checks/check_plugin.hpp"

#include "plugin_checks/check_kinds.hpp"
#include "plugin_checks/check_options.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {
namespace {

void configure(const Subject& subject) {
  switch (subject.info.kind) {
    case PluginKind::dataset:
      make_configured<Dataset>(subject);
      break;
    case PluginKind::initializer:
      make_configured<Initializer<double>>(subject);
      make_configured<Initializer<float>>(subject);
      break;
    case PluginKind::activation:
      make_configured<Activation<double>>(subject);
      make_configured<Activation<float>>(subject);
      break;
    case PluginKind::optimizer:
      make_configured<Optimizer<double>>(subject);
      make_configured<Optimizer<float>>(subject);
      break;
  }
}

// An OptionError skips the variant: a value may need another option beside it.
bool accepts_options(const Subject& variant, CheckLog& log) {
  return log.run("it accepts the given options", variant.variant, [&] {
    try {
      configure(variant);
    } catch (const OptionError& error) {
      throw CheckSkipped(error.what());
    }
  });
}

void check_kind(const Subject& subject, CheckLog& log) {
  switch (subject.info.kind) {
    case PluginKind::dataset:
      return check_dataset(subject, log);
    case PluginKind::initializer:
      return check_initializer(subject, log);
    case PluginKind::activation:
      return check_activation(subject, log);
    case PluginKind::optimizer:
      return check_optimizer(subject, log);
  }
}

}  // namespace

void check_plugin(const PluginInfo& info, const Value& options, CheckLog& log) {
  const Subject subject{info, options, {}};
  const bool loads = log.run("it can be loaded", {}, [&] {
    std::vector<std::string> ignored;
    keeping_environment("loading it", [&] { create_plugin(info, Precision::double_, ignored); });
  });
  if (!loads) return;
  check_options(subject, log);
  const bool configured = log.run("it accepts the given options", {}, [&] {
    require_options(subject);
    configure(subject);
  });
  if (!configured) return;
  for (const auto& variant : variants_of(subject)) {
    if (variant.variant.empty() || accepts_options(variant, log)) check_kind(variant, log);
  }
}

}  // namespace runner
