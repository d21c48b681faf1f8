#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "cli/commands/plugins_actions.hpp"
#include "config/diagnostics.hpp"
#include "config/yaml_reader.hpp"
#include "execution/environment_info.hpp"
#include "plugin_checks/isolated_check.hpp"

namespace runner {
namespace {

// Parses arguments such as "slope=0.3" into a map; the values are YAML.
Value parse_options(const std::vector<std::string>& arguments) {
  Value options = map_value({});
  Diagnostics diagnostics;
  for (const auto& argument : arguments) {
    const auto equals = argument.find('=');
    const SourceLocation location{
        std::make_shared<const std::string>("command line, --option " + argument), 0, 0};
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("--option must be NAME=VALUE, but it is '{}'.", argument));
    }
    const std::string name = argument.substr(0, equals);
    if (options.find(name) != nullptr) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("the option '{}' is given twice; keep one of the two.", name));
    }
    Value value = parse_yaml(argument.substr(equals + 1), location, diagnostics);
    options.as_map()->push_back({name, location, std::move(value)});
  }
  diagnostics.throw_if_any();
  return options;
}

PluginInfo find_or_read(const Catalog& catalog, const std::string& plugin) {
  if (!plugin.ends_with(".so")) return find_plugin(catalog, plugin);
  return read_plugin_info(std::filesystem::absolute(plugin));
}

// Unlike fmt::print(), does not throw: the checks continue without a reader, for the exit status.
void print_line(const std::string& line) {
  std::fputs((line + '\n').c_str(), stdout);
  std::fflush(stdout);
}

// Prints the result of each check. Returns whether any failed.
bool check(const PluginInfo& info, const Value& options, double seconds) {
  constexpr std::string_view words[] = {"", "ok", "FAILED", "skipped"};
  print_line(fmt::format("{} ({}, {})", info.name, kind_name(info.kind), info.path.string()));
  bool any_failed = false;
  check_plugin_isolated(info, options, seconds, [&](const CheckEvent& event) {
    if (event.state == CheckState::started) return;
    any_failed = any_failed || event.state == CheckState::failed;
    print_line(
        fmt::format("  {:7}  {}", words[static_cast<std::size_t>(event.state)], event.check));
    if (!event.sentence.empty()) print_line(fmt::format("           {}", event.sentence));
  });
  return any_failed;
}

}  // namespace

ExitStatus check_plugins(const Catalog& catalog, const CheckRequest& request) {
  use_one_blas_thread();
  const Value options = parse_options(request.options);
  std::vector<PluginInfo> plugins;
  for (const auto& plugin : request.plugins) plugins.push_back(find_or_read(catalog, plugin));
  std::vector<std::string> faulty;
  for (const auto& info : plugins) {
    if (check(info, options, request.seconds)) faulty.push_back(info.name);
  }
  if (faulty.empty()) return ExitStatus::success;
  log_stderr(fmt::format("{} of {} plugins {} a fault: {}.\n", faulty.size(), plugins.size(),
                         faulty.size() == 1 ? "has" : "have", fmt::join(faulty, ", ")));
  return ExitStatus::failure;
}

}  // namespace runner
