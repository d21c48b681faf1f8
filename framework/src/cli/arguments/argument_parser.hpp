// The arguments of a command: positionals, options, flags and subcommands.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

struct UintRange {
  std::uint64_t min = 0;
  std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
};

// A command declares its arguments, each with the variable that receives it, then calls parse().
// An argument is named as the user writes it: "RUN", "--invert"; an option with its value:
// "--jobs N". One named CONFIG, RUN, FOLDER, DIR or FILE is a path: it must not be empty, nor begin
// with a '~' that the shell left. `help` is its line of --help.
// Requires: the variables outlive the parser's last call.
class ArgumentParser {
 public:
  // `command` is the command as typed: "runner compare".
  ArgumentParser(const std::string& command, const std::string& description);
  ~ArgumentParser();
  ArgumentParser(const ArgumentParser&) = delete;
  ArgumentParser& operator=(const ArgumentParser&) = delete;

  // Required positionals: one, and one or more.
  void add_positional(const std::string& name, std::string& value, const std::string& help);
  void add_positionals(const std::string& name, std::vector<std::string>& values,
                       const std::string& help);
  // Any number of positionals, or none.
  void add_optional_positionals(const std::string& name, std::vector<std::string>& values,
                                const std::string& help);
  void add_optional_positionals(const std::string& name, std::vector<std::uint64_t>& values,
                                const std::string& help);

  // An option that may be left out, but not be empty. What `value` holds beforehand is the default
  // that --help shows.
  void add_option(const std::string& name, std::string& value, const std::string& help);
  // The same for a whole number. `default_text` is for --help if `value` holds nothing.
  void add_number(const std::string& name, std::optional<std::uint64_t>& value, UintRange range,
                  const std::string& help, const std::string& default_text = "");
  // An option that may be given more than once.
  void add_list(const std::string& name, std::vector<std::string>& values, const std::string& help);
  void add_flag(const std::string& name, bool& value, const std::string& help);

  // Constraints on arguments that were added before.
  void require(const std::string& option);
  void allow_only(const std::string& argument, const std::vector<std::string>& choices);
  void exclude(const std::string& one, const std::string& other);

  // What to add to the error about an unknown option, given its name as written, "--seed", and the
  // value that follows it, which may be empty; no text lets the nearest option be suggested.
  using OptionHint = std::function<std::string(std::string_view name, std::string_view value)>;
  void hint_at_unknown(OptionHint hint);

  // Adds a subcommand; one of them is then required.
  // Returns its parser, which lives as long as this one. Only the outermost parser parses.
  ArgumentParser& add_subcommand(const std::string& name, const std::string& description);
  // Whether this subcommand was the one given.
  bool was_given() const;

  // Parses the arguments after argv[0] and fills the variables.
  // Returns false if --help was given and has been printed; the command has nothing else to do.
  // Throws: Error (invalid_input) with a sentence about the first wrong argument.
  [[nodiscard]] bool parse(int argc, char** argv);

 private:
  struct State;
  explicit ArgumentParser(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace runner
