#include "cli/arguments/parse.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "base/nearest_name.hpp"
#include "config/diagnostics.hpp"

namespace runner {
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

// The first argument that nothing took.
std::string extra_sentence(const CLI::App& app) {
  const auto remaining = app.remaining(true);
  const std::string first = remaining.empty() ? "" : remaining.front();
  if (!first.starts_with('-')) {
    const auto subcommands = subcommand_names(innermost(app));
    if (subcommands.empty()) return fmt::format("the argument '{}' is one too many.", first);
    return fmt::format("'{}' is none of {}.{}", first, join(subcommands),
                       did_you_mean(first, subcommands));
  }
  const std::string name = first.substr(0, first.find('='));
  return fmt::format("there is no option '{}'.{}", name,
                     did_you_mean(name, option_names(innermost(app))));
}

// CLI11 says "--format: 1 required FORMAT missing".
std::string mismatch_sentence(const CLI::ArgumentMismatch& error) {
  const std::string text = error.what();
  if (!text.ends_with(" missing")) return text + '.';
  return fmt::format("{} needs a value.", text.substr(0, text.find(':')));
}

// CLI11 says "INDEX excludes --count".
std::string excludes_sentence(const CLI::ExcludesError& error) {
  const std::string text = error.what();
  const std::string_view middle = " excludes ";
  const std::size_t at = text.find(middle);
  if (at == std::string::npos) return text + '.';
  return fmt::format("{} and {} cannot be given together.", text.substr(0, at),
                     text.substr(at + middle.size()));
}

// CLI11's own words, as a sentence.
std::string other_sentence(const CLI::ParseError& error) {
  std::string text = error.what();
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  return text.ends_with('?') ? text : text + '.';
}

std::string sentence(const CLI::App& app, const CLI::ParseError& error) {
  const bool no_subcommand = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr &&
                             app.get_require_subcommand_min() > 0 && app.get_subcommands().empty();
  const bool extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  if (extra || (no_subcommand && !app.remaining().empty())) return extra_sentence(app);
  const auto* mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error);
  if (mismatch != nullptr) return mismatch_sentence(*mismatch);
  const auto* excludes = dynamic_cast<const CLI::ExcludesError*>(&error);
  if (excludes != nullptr) return excludes_sentence(*excludes);
  return other_sentence(error);
}

}  // namespace

std::optional<int> parse_arguments(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", app.help());
    return 0;
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: {} '{} --help' shows what it takes.", app.get_name(),
                            sentence(app, error), app.get_name()));
  }
}

std::uint64_t parse_uint_argument(std::string_view what, const std::string& text,
                                  std::uint64_t at_least, std::uint64_t at_most) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < at_least) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} must be a whole number of at least {}, but it is '{}'.", what,
                            at_least, text));
  }
  if (number > at_most) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} must be at most {}, but this is {}.", what, at_most, number));
  }
  return number;
}

CLI::Validator one_of(const std::vector<std::string>& choices) {
  return {[choices](std::string& text) {
            if (std::find(choices.begin(), choices.end(), text) != choices.end()) {
              return std::string();
            }
            return fmt::format("'{}' is none of {}.{}", text, join(choices, " and "),
                               did_you_mean(text, choices));
          },
          ""};
}

void print_warnings(const std::vector<std::string>& warnings) {
  for (const auto& warning : warnings) log_stderr(fmt::format("warning: {}\n", warning));
}

void add_plugin_path(CLI::App& app, std::vector<std::string>& folders) {
  app.add_option("--plugin-path", folders, "Another folder to look for plugins in; may be repeated")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
}

}  // namespace runner
