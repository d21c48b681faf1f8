// What the commands share in reading their arguments.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace runner {

// Parses a command's arguments (argv[0] is skipped). The app's name is the command as typed
// ("runner compare"). Returns nothing when the command is to go on, or the exit status when it is
// done because --help was asked for and printed. Throws InputError with a sentence about the first
// wrong argument.
std::optional<int> parse_arguments(CLI::App& app, int argc, char** argv);

// A number of decimal digits alone: CLI11 would read 010 as 8. `what` begins the InputError's
// sentence: "INDEX".
std::uint64_t parse_uint_argument(
    std::string_view what, const std::string& text, std::uint64_t at_least = 0,
    std::uint64_t at_most = std::numeric_limits<std::uint64_t>::max());

// Accepts one of `choices` and names them all otherwise.
CLI::Validator one_of(const std::vector<std::string>& choices);

// A line on standard error for each.
void print_warnings(const std::vector<std::string>& warnings);

// Adds --plugin-path FOLDER, which may be repeated, to be handed to plugin_folders().
void add_plugin_path(CLI::App& app, std::vector<std::string>& folders);

}  // namespace runner
