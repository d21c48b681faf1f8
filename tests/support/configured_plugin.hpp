// Plugins whose options the host reads from YAML, as from a user's config.
#pragma once

#include <memory>
#include <string>

#include "config/yaml_reader.hpp"
#include "plugin_host/option_reader.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test {

// Creates the plugin `name`, a Base such as Activation<float>, with options such as "{alpha: 0.5}".
// Throws: Error or OptionError if an option is wrong.
template <typename Base>
std::unique_ptr<Base> configured_plugin(const std::string& name, const std::string& options) {
  Diagnostics diagnostics;
  const SourceLocation start{std::make_shared<const std::string>("options"), 1, 1};
  const Value value = parse_yaml(options, start, diagnostics);
  auto plugin = load_plugin<Base>(name);
  OptionReader reader(value, "the plugin " + name, diagnostics);
  plugin->options(reader);
  reader.finish();
  diagnostics.throw_if_any();
  return plugin;
}

// The message that a user would see about the options, beginning with its location or the option's
// name; "fine" if there is none.
template <typename Base>
std::string verdict(const std::string& name, const std::string& options) {
  try {
    configured_plugin<Base>(name, options);
  } catch (const Error& error) {
    return error.what();
  } catch (const OptionError& error) {
    return error.option() + ": " + error.what();
  }
  return "fine";
}

}  // namespace runner::test
