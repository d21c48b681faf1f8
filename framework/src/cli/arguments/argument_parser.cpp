#include "cli/arguments/argument_parser.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "cli/arguments/help_formatter.hpp"
#include "cli/arguments/uint_argument.hpp"

namespace runner {

// Numbers are read as texts and converted when everything else was found right, so that --help and
// unknown options come first. CLI11's own conversion would read 010 as 8.
struct ArgumentParser::State {
  std::shared_ptr<CLI::App> app;
  OptionHint hint = {};
  std::vector<std::function<void()>> conversions = {};
  std::vector<std::unique_ptr<ArgumentParser>> subcommands = {};

  void convert_numbers() const {
    for (const auto& convert : conversions) convert();
    for (const auto& subcommand : subcommands) subcommand->state_->convert_numbers();
  }
};

namespace {

// The subcommand that was given, or the command itself.
const CLI::App& innermost(const CLI::App& app) {
  const auto subcommands = app.get_subcommands();
  return subcommands.empty() ? app : innermost(*subcommands.front());
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> subcommand_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* subcommand : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(subcommand->get_name());
  }
  return names;
}

// The argument after `option`, if it can be its value.
std::string_view value_after(const std::string& option, std::span<char* const> arguments) {
  const std::size_t equals = option.find('=');
  if (equals != std::string::npos) return std::string_view(option).substr(equals + 1);
  const auto found = std::find(arguments.begin(), arguments.end(), option);
  if (arguments.end() - found < 2) return {};
  const std::string_view next = found[1];
  return next.starts_with("--") ? std::string_view() : next;
}

// About the first argument that nothing matched.
std::string unknown_sentence(const CLI::App& app, const ArgumentParser::OptionHint& hint,
                             std::span<char* const> arguments) {
  const auto remaining = app.remaining(true);
  const std::string first = remaining.empty() ? "" : remaining.front();
  if (first.starts_with('-')) {
    const std::string name = first.substr(0, first.find('='));
    std::string advice = hint ? hint(name, value_after(first, arguments)) : "";
    if (advice.empty()) advice = did_you_mean(name, option_names(innermost(app)));
    return fmt::format("unknown option '{}'.{}", name, advice);
  }
  const auto subcommands = subcommand_names(innermost(app));
  if (subcommands.empty()) return fmt::format("unexpected argument '{}'.", first);
  return fmt::format("unknown subcommand '{}'; known are {}.{}", first, join(subcommands),
                     did_you_mean(first, subcommands));
}

// CLI11 says "--format: 1 required FORMAT missing" and "--format: At Most 1 required but received
// 2".
std::string mismatch_sentence(const std::string& text) {
  const std::string name = text.substr(0, text.find(':'));
  if (text.ends_with(" missing")) return fmt::format("{} needs a value.", name);
  if (text.find(": At Most 1 ") == std::string::npos) return text + '.';
  return fmt::format("{} may be given only once.", name);
}

// CLI11 says "INDEX excludes --count".
std::string excludes_sentence(const std::string& text) {
  const std::string_view middle = " excludes ";
  const std::size_t at = text.find(middle);
  if (at == std::string::npos) return text + '.';
  return fmt::format("{} and {} cannot be given together.", text.substr(0, at),
                     text.substr(at + middle.size()));
}

// CLI11's own words, as a sentence.
std::string other_sentence(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  return text.ends_with('?') ? text : text + '.';
}

std::string sentence(const CLI::App& app, const CLI::ParseError& error,
                     const ArgumentParser::OptionHint& hint, std::span<char* const> arguments) {
  const bool required = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const bool no_subcommand =
      required && app.get_require_subcommand_min() > 0 && app.get_subcommands().empty();
  const bool extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  if (extra || (required && !app.remaining(true).empty())) {
    return unknown_sentence(app, hint, arguments);
  }
  if (no_subcommand) {
    return fmt::format("a subcommand is required: {}.", join(subcommand_names(app), " or "));
  }
  const std::string text = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) return mismatch_sentence(text);
  if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) return excludes_sentence(text);
  return other_sentence(text);
}

// An option's name and its value's: {"--jobs", "N"}.
std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t space = name.find(' ');
  return {name.substr(0, space), space == std::string::npos ? "" : name.substr(space + 1)};
}

std::string with_default(const std::string& help, const std::string& default_text) {
  return default_text.empty() ? help : fmt::format("{} (default: {})", help, default_text);
}

// CLI11 takes an empty text for no fault.
std::string path_fault(const std::string& path) {
  if (path.empty()) return "the path is empty";
  if (!path.starts_with('~')) return {};
  return fmt::format("'{}' begins with '~', which the shell did not expand; write the full path",
                     path);
}

bool names_path(std::string_view name) {
  constexpr std::array<std::string_view, 5> names = {"CONFIG", "RUN", "FOLDER", "DIR", "FILE"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Adds a positional, whose help has no type name, or an option, whose help has its value's name.
template <typename T>
CLI::Option* add(CLI::App& app, const std::string& name, T& value, const std::string& help) {
  const auto [argument, value_name] = split_name(name);
  CLI::Option* option = app.add_option(argument, value, help)->type_name(value_name);
  if (names_path(value_name.empty() ? argument : value_name)) option->check(path_fault);
  return option;
}

}  // namespace

ArgumentParser::ArgumentParser(const std::string& command, const std::string& description)
    : ArgumentParser(
          std::make_unique<State>(State{std::make_shared<CLI::App>(description, command)})) {}

ArgumentParser::ArgumentParser(std::unique_ptr<State> state) : state_(std::move(state)) {
  state_->app->formatter(make_help_formatter());
  state_->app->set_help_flag("-h,--help", "Prints this help");
}

ArgumentParser::~ArgumentParser() = default;

void ArgumentParser::add_positional(const std::string& name, std::string& value,
                                    const std::string& help) {
  add(*state_->app, name, value, help)->required();
}

void ArgumentParser::add_positionals(const std::string& name, std::vector<std::string>& values,
                                     const std::string& help) {
  add(*state_->app, name, values, help)->required();
}

void ArgumentParser::add_optional_positionals(const std::string& name,
                                              std::vector<std::string>& values,
                                              const std::string& help) {
  add(*state_->app, name, values, help);
}

void ArgumentParser::add_optional_positionals(const std::string& name,
                                              std::vector<std::uint64_t>& values,
                                              const std::string& help) {
  const auto texts = std::make_shared<std::vector<std::string>>();
  add(*state_->app, name, *texts, help);
  state_->conversions.emplace_back([texts, name, &values] {
    for (const auto& text : *texts) values.push_back(parse_uint_argument(name, text, {}));
  });
}

void ArgumentParser::add_option(const std::string& name, std::string& value,
                                const std::string& help) {
  const auto empty_fault = [](const std::string& text) {
    return std::string(text.empty() ? "the value is empty" : "");
  };
  add(*state_->app, name, value, with_default(help, value))->check(empty_fault);
}

void ArgumentParser::add_number(const std::string& name, std::optional<std::uint64_t>& value,
                                UintRange range, const std::string& help,
                                const std::string& default_text) {
  const auto text = std::make_shared<std::string>();
  const auto shown_default = value ? std::to_string(*value) : default_text;
  const auto* option = add(*state_->app, name, *text, with_default(help, shown_default));
  state_->conversions.emplace_back([text, option, range, &value] {
    if (option->count() > 0) value = parse_uint_argument(option->get_name(), *text, range);
  });
}

void ArgumentParser::add_list(const std::string& name, std::vector<std::string>& values,
                              const std::string& help) {
  add(*state_->app, name, values, help)->allow_extra_args(false);
}

void ArgumentParser::add_flag(const std::string& name, bool& value, const std::string& help) {
  state_->app->add_flag(name, value, help);
}

void ArgumentParser::require(const std::string& option) {
  state_->app->get_option(option)->required();
}

void ArgumentParser::allow_only(const std::string& argument,
                                const std::vector<std::string>& choices) {
  const auto check = [choices](const std::string& text) {
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) return std::string();
    return fmt::format("'{}' is not one of {}.{}", text, join(choices),
                       did_you_mean(text, choices));
  };
  state_->app->get_option(argument)->check(check);
}

void ArgumentParser::exclude(const std::string& one, const std::string& other) {
  state_->app->get_option(one)->excludes(state_->app->get_option(other));
}

void ArgumentParser::hint_at_unknown(OptionHint hint) { state_->hint = std::move(hint); }

ArgumentParser& ArgumentParser::add_subcommand(const std::string& name,
                                               const std::string& description) {
  auto state = std::make_unique<State>(State{std::make_shared<CLI::App>(description, name)});
  state_->app->add_subcommand(state->app);
  state_->app->require_subcommand(1);
  state_->subcommands.emplace_back(new ArgumentParser(std::move(state)));
  return *state_->subcommands.back();
}

bool ArgumentParser::was_given() const { return state_->app->parsed(); }

bool ArgumentParser::parse(int argc, char** argv) {
  CLI::App& app = *state_->app;
  const std::span<char* const> arguments(argv, static_cast<std::size_t>(argc));
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", app.help());
    return false;
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{0}: {1} Run '{0} --help' for usage.", app.get_name(),
                            sentence(app, error, state_->hint, arguments)));
  }
  state_->convert_numbers();
  return true;
}

}  // namespace runner
