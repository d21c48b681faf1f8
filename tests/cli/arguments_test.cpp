// The parsing of a command's arguments; the commands' own tests cover what they do with them.
#include "cli/arguments/argument_parser.hpp"
#include "cli/commands/commands.hpp"
#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::arguments_test {
namespace {

struct Example {
  std::string run;
  std::vector<std::uint64_t> indices;
  std::optional<std::uint64_t> count = 4;
  std::string format = "table";
  std::vector<std::string> folders;
  bool invert = false;
};

// Parses "runner example" with these arguments into `example`.
bool parse(std::vector<std::string> arguments, Example& example) {
  ArgumentParser parser("runner example", "An example.");
  parser.add_positional("RUN", example.run, "A run");
  parser.add_optional_positionals("INDEX", example.indices, "Indices");
  parser.add_number("--count N", example.count, {1, 100}, "A number");
  parser.add_option("--format FORMAT", example.format, "A choice");
  parser.allow_only("--format", {"table", "csv"});
  parser.add_list("--folder FOLDER", example.folders, "A list");
  parser.add_flag("--invert", example.invert, "A flag");
  parser.exclude("--count", "INDEX");
  arguments.insert(arguments.begin(), "example");
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  return parser.parse(static_cast<int>(argv.size()), argv.data());
}

std::string complaint(const std::vector<std::string>& arguments) {
  Example example;
  try {
    parse(arguments, example);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_input);
    return error.what();
  }
  return "no complaint";
}

const std::string usage = " Run 'runner example --help' for usage.";

TEST_CASE("arguments fill their variables, and defaults stay", "[arguments]") {
  Example defaults;
  REQUIRE(parse({"a"}, defaults));
  CHECK(defaults.run == "a");
  CHECK(defaults.indices.empty());
  CHECK(defaults.count == 4);
  CHECK(defaults.format == "table");
  CHECK_FALSE(defaults.invert);

  Example given;
  REQUIRE(
      parse({"--folder", "x", "a", "7", "08", "--folder=y", "--format=csv", "--invert"}, given));
  CHECK(given.run == "a");
  CHECK(given.indices == std::vector<std::uint64_t>{7, 8});
  CHECK(given.format == "csv");
  CHECK(given.folders == std::vector<std::string>{"x", "y"});
  CHECK(given.invert);
}

TEST_CASE("numbers are decimal, and have bounds", "[arguments]") {
  Example example;
  REQUIRE(parse({"a", "--count", "010"}, example));
  CHECK(example.count == 10);
  for (const std::string text : {"0", "-1", "1.5", "0x10", "ten"}) {
    CAPTURE(text);
    CHECK(complaint({"a", "--count", text}) ==
          "--count must be a whole number of at least 1, but it is '" + text + "'.");
  }
  CHECK(complaint({"a", "--count", "101"}) == "--count must be at most 100, but it is 101.");
  CHECK(complaint({"a", "x"}) == "INDEX must be a whole number of at least 0, but it is 'x'.");
}

TEST_CASE("wrong arguments are named", "[arguments]") {
  CHECK(complaint({}) == "runner example: RUN is required." + usage);
  CHECK(complaint({"a", "--cuont", "3"}) ==
        "runner example: unknown option '--cuont'. Did you mean '--count'?" + usage);
  CHECK(complaint({"a", "--count"}) == "runner example: --count needs a value." + usage);
  CHECK(complaint({"a", "--format", "cvs"}) ==
        "runner example: --format: 'cvs' is not one of table and csv. Did you mean 'csv'?" + usage);
  CHECK(complaint({"a", "--format", "csv", "--format", "table"}) ==
        "runner example: --format may be given only once." + usage);
  CHECK(complaint({"a", "1", "--count", "2"}) ==
        "runner example: INDEX and --count cannot be given together." + usage);
}

TEST_CASE("an unknown option is reported before a number that is out of bounds", "[arguments]") {
  CHECK(complaint({"a", "--count", "0", "--none"}) ==
        "runner example: unknown option '--none'." + usage);
}

TEST_CASE("a number beyond 64 bits is too large, not a word", "[arguments]") {
  CHECK(complaint({"a", "99999999999999999999"}) ==
        "INDEX must be at most 18446744073709551615, but it is 99999999999999999999.");
}

TEST_CASE("a hint about an unknown option gets its name and the value after it", "[arguments]") {
  const auto complain = [](std::vector<std::string> arguments) {
    ArgumentParser parser("runner example", "An example.");
    std::vector<std::string> others;
    parser.add_optional_positionals("OTHER", others, "Others");
    parser.hint_at_unknown([](std::string_view name, std::string_view value) {
      return name == "--none" ? "" : fmt::format(" <{}|{}>", name, value);
    });
    arguments.insert(arguments.begin(), "example");
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    try {
      (void)parser.parse(static_cast<int>(argv.size()), argv.data());
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no complaint");
  };
  const auto unknown = [](const std::string& name, const std::string& hint) {
    return "runner example: unknown option '" + name + "'." + hint + usage;
  };
  CHECK(complain({"--seed", "3"}) == unknown("--seed", " <--seed|3>"));
  CHECK(complain({"--seed=3", "4"}) == unknown("--seed", " <--seed|3>"));
  CHECK(complain({"a", "--seed"}) == unknown("--seed", " <--seed|>"));
  CHECK(complain({"--rate", "-3"}) == unknown("--rate", " <--rate|-3>"));
  CHECK(complain({"--none", "3"}) == unknown("--none", ""));
}

TEST_CASE("a path with a '~' that the shell left is an error", "[arguments]") {
  const std::string sentence =
      " begins with '~', which the shell did not expand; write the full path." + usage;
  CHECK(complaint({"~/run"}) == "runner example: RUN: '~/run'" + sentence);
  CHECK(complaint({"a", "--folder=~/x"}) == "runner example: --folder: '~/x'" + sentence);
}

TEST_CASE("an empty path is an error, not the current folder", "[arguments]") {
  const std::string sentence = ": the path is empty." + usage;
  CHECK(complaint({""}) == "runner example: RUN" + sentence);
  CHECK(complaint({"a", "--folder", ""}) == "runner example: --folder" + sentence);
}

TEST_CASE("every command has a help", "[arguments]") {
  for (const auto& command : commands()) {
    CAPTURE(command.name);
    const auto result = run_program({std::string(command.name), "--help"});
    CHECK(result.status == 0);
    CHECK(result.err == "");
    CHECK_THAT(result.out, contains("Usage: runner " + std::string(command.name) + " "));
  }
  CHECK_THAT(run_program({"x.yaml", "--help"}).out, contains("--threads N") &&
                                                        contains("(default: all cores)") &&
                                                        contains("(default: 1)"));
}

TEST_CASE("no line of help is longer than 80 columns", "[arguments]") {
  std::vector<std::vector<std::string>> helps = {{"--help"}, {"x.yaml", "--help"}};
  for (const auto& command : commands()) helps.push_back({std::string(command.name), "--help"});
  for (const char* name : {"list", "describe", "new", "check"}) {
    helps.push_back({"plugins", name, "--help"});
  }
  for (const char* name : {"plugins", "schema", "config"}) {
    helps.push_back({"docs", name, "--help"});
  }
  for (const auto& arguments : helps) {
    std::istringstream lines(run_program(arguments).out);
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(arguments, line);
      CHECK(line.size() <= 80);
    }
  }
}

TEST_CASE("the help of a subcommand is its own", "[arguments]") {
  const auto result = run_program({"plugins", "check", "--help"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("Usage: runner plugins check [OPTIONS] PLUGIN...") &&
                             contains("--seconds N") && contains("(default: 60)"));
}

TEST_CASE("a missing subcommand is an error that names all", "[arguments]") {
  const auto result = run_program({"plugins"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "runner plugins: a subcommand is required: list, describe, new or check. Run 'runner "
        "plugins --help' for usage.\n");
}

}  // namespace
}  // namespace runner::test::arguments_test
