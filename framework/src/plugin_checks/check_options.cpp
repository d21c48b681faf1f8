#include "plugin_checks/check_options.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "config/yaml_reader.hpp"
#include "config/yaml_writer.hpp"
#include "plugin_host/plugin_description.hpp"

namespace runner {
namespace {

// The outcome of a plugin's options().
struct Reading {
  Map values;                       // of all options
  std::vector<std::string> errors;  // of the host's checks
};

std::unique_ptr<Plugin> create_double(const PluginInfo& info) {
  std::vector<std::string> ignored;
  return create_plugin(info, Precision::double_, ignored);
}

Reading read(const Subject& subject, const Value& options) {
  Reading reading;
  const auto plugin = create_double(subject.info);
  Diagnostics diagnostics;
  OptionReader reader(options, subject.info.name, diagnostics);
  try {
    checked_call(subject.info, "options()",
                 [&] { declare_options(*plugin, subject.info.kind, reader); });
  } catch (const OptionError&) {
    // The plugin's own checks are not the subject here.
  }
  reading.values = reader.finish();
  try {
    diagnostics.throw_if_any();
  } catch (const Error& error) {
    reading.errors.emplace_back(error.what());
  }
  return reading;
}

bool rejects(const Reading& reading, const OptionDescription& option) {
  return std::ranges::any_of(reading.errors, [&](const std::string& error) {
    return error.find(option.name + " must be ") != std::string::npos;
  });
}

bool is_option_name(const std::string& name) { return is_identifier(name) && name != "plugin"; }

void check_declarations(const Subject& subject) {
  OptionDescriber first;
  OptionDescriber second;
  const auto plugin = create_double(subject.info);
  checked_call(subject.info, "options()", [&] { plugin->options(first); });
  checked_call(subject.info, "options()", [&] { plugin->options(second); });
  const auto same = [](const OptionDescription& a, const OptionDescription& b) {
    return a.name == b.name && a.type == b.type &&
           write_yaml(a.default_value) == write_yaml(b.default_value);
  };
  if (!std::ranges::equal(first.options(), second.options(), same)) {
    throw CheckFailure("a second call of options() declares different options than the first.");
  }
  std::vector<std::string> names;
  for (const auto& option : first.options()) {
    if (!is_option_name(option.name)) {
      throw CheckFailure(
          fmt::format("the option '{}' needs another name: a to z, 0 to 9 and _, beginning with a "
                      "letter, and not `plugin`.",
                      option.name));
    }
    if (std::ranges::find(names, option.name) != names.end()) {
      throw CheckFailure(fmt::format("the option '{}' is declared twice.", option.name));
    }
    if (option.doc.empty()) {
      throw CheckFailure(
          fmt::format("the option '{}' has no doc that says what it means.", option.name));
    }
    names.push_back(option.name);
  }
}

void check_defaults(const Subject& subject, const std::vector<OptionDescription>& options) {
  for (const auto& option : options) {
    const auto* text = option.default_value.as_text();
    if (option.required || (text != nullptr && text->empty())) continue;
    const auto reading =
        read(subject, with_option(subject.options, option.name, option.default_value));
    if (rejects(reading, option)) {
      throw CheckFailure(fmt::format("the default of '{}' is rejected when a config gives it: {}",
                                     option.name, reading.errors.front()));
    }
  }
}

// Writes all values as a run's config.yaml and reads them back.
void check_round_trip(const Subject& subject) {
  const Map values = read(subject, subject.options).values;
  const std::string written = write_yaml(map_value(values));
  if (values.empty()) return;
  Diagnostics diagnostics;
  const Value options = parse_yaml(written, {}, diagnostics);
  const Map again = read(subject, options).values;
  const std::string rewritten = write_yaml(map_value(again));
  if (rewritten != written) {
    throw CheckFailure(
        fmt::format("options written as\n{}are read back as\n{}", written, rewritten));
  }
}

// Values just out of each bound.
std::vector<Value> violations(const OptionDescription& option) {
  std::vector<Value> values;
  const double infinity = std::numeric_limits<double>::infinity();
  const auto& real = option.real_bounds;
  if (real.above) values.push_back(real_value(*real.above));
  if (real.at_least) values.push_back(real_value(std::nextafter(*real.at_least, -infinity)));
  if (real.below) values.push_back(real_value(*real.below));
  if (real.at_most) values.push_back(real_value(std::nextafter(*real.at_most, infinity)));
  const auto& integer = option.integer_bounds;
  using Limits = std::numeric_limits<std::int64_t>;
  if (integer.at_least && *integer.at_least > Limits::min()) {
    values.push_back(integer_value(*integer.at_least - 1));
  }
  if (integer.at_most && *integer.at_most < Limits::max()) {
    values.push_back(integer_value(*integer.at_most + 1));
  }
  if (option.type == OptionType::choice) values.push_back(text_value("no such choice"));
  return values;
}

void check_bounds(const Subject& subject, const std::vector<OptionDescription>& options) {
  for (const auto& option : options) {
    for (const auto& value : violations(option)) {
      const auto reading = read(subject, with_option(subject.options, option.name, value));
      if (!rejects(reading, option)) {
        throw CheckFailure(
            fmt::format("{} = {} is out of bounds but was accepted.", option.name, value.text));
      }
    }
  }
}

// A number within the bounds other than the default, at which a mistake may not show: a factor of 1
// hides that it is missing.
std::optional<Value> other_number(const OptionDescription& option, const Subject& subject) {
  const double default_value = std::get<double>(option.default_value.data);
  for (const double number : {default_value * 2, default_value / 2, 0.5, 1.0, -0.5}) {
    const Value value = real_value(number);
    if (number != default_value &&
        !rejects(read(subject, with_option(subject.options, option.name, value)), option)) {
      return value;
    }
  }
  return std::nullopt;
}

std::vector<Value> other_values(const OptionDescription& option, const Subject& subject) {
  std::vector<Value> values;
  if (option.type == OptionType::real && subject.info.kind == PluginKind::activation) {
    if (auto number = other_number(option, subject)) values.push_back(std::move(*number));
  }
  if (option.type == OptionType::boolean) {
    values.push_back(boolean_value(!std::get<bool>(option.default_value.data)));
  }
  for (const auto& choice : option.choices) {
    if (choice != option.default_value.text) values.push_back(text_value(choice));
  }
  return values;
}

}  // namespace

Value with_option(const Value& options, std::string_view name, Value value) {
  Value result = options;
  if (Value* present = result.find(name)) {
    *present = std::move(value);
  } else {
    result.as_map()->push_back(entry(name, std::move(value)));
  }
  return result;
}

void check_options(const Subject& subject, CheckLog& log) {
  log.run("options() declares the same options each time", {},
          [&] { check_declarations(subject); });
  std::vector<OptionDescription> options;
  log.run("options: defaults are within their bounds", {}, [&] {
    options = describe_plugin(subject.info).options;
    check_defaults(subject, options);
  });
  log.run("options: a value out of bounds is rejected", {},
          [&] { check_bounds(subject, options); });
  log.run("options: writing and reading preserves them", {}, [&] { check_round_trip(subject); });
}

void require_options(const Subject& subject) {
  for (const auto& option : describe_plugin(subject.info).options) {
    if (!option.required || subject.options.find(option.name) != nullptr) continue;
    throw CheckSkipped(
        fmt::format("it needs the option {0}; give it with --option {0}=VALUE.", option.name));
  }
}

std::vector<Subject> variants_of(const Subject& subject) {
  std::vector<Subject> variants{subject};
  for (const auto& option : describe_plugin(subject.info).options) {
    if (subject.options.find(option.name) != nullptr) continue;
    for (const auto& value : other_values(option, subject)) {
      variants.push_back({subject.info, with_option(subject.options, option.name, value),
                          fmt::format("{}: {}", option.name, value.text)});
    }
  }
  return variants;
}

}  // namespace runner
