#include "cli/terminal/pager.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "support/terminal.hpp"

namespace runner::pager_test {
namespace {

using test::contains;
using test::TemporaryFolder;
using test::TerminalOptions;
using Variables = std::map<std::string, std::optional<std::string>>;

std::string numbered_lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

// A terminal of 24 rows and 80 columns in a folder, without the variables that matter here.
class PagerTerminal {
 public:
  Variables variables = {{"PAGER", "cat >paged"}, {"TERM", "xterm"},
                         {"LESS", std::nullopt},  {"LV", std::nullopt},
                         {"LINES", std::nullopt}, {"COLUMNS", std::nullopt}};

  // Prints the text and returns what the terminal received.
  std::string show(const std::string& text, const TerminalOptions& options = {}) {
    const auto result = test::run_in_terminal(
        [&] {
          prepare();
          print_paged(text);
          return 0;
        },
        options);
    CHECK(result.status == 0);
    return result.out;
  }

  // In the child.
  void prepare() const {
    ::signal(SIGPIPE, SIG_IGN);
    std::filesystem::current_path(folder_.path());
    for (const auto& [name, value] : variables) {
      value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
    }
  }

  std::filesystem::path file(const std::string& name) const { return folder_ / name; }
  // What the pager got; empty if it was not started.
  std::string paged() const {
    return std::filesystem::exists(file("paged")) ? test::read_file(file("paged")) : "";
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a text that is longer than the terminal goes through the pager", "[pager]") {
  PagerTerminal terminal;
  CHECK(terminal.show(numbered_lines(24)) == "");
  CHECK(terminal.paged() == numbered_lines(24));
}

TEST_CASE("a text that fits with the prompt is printed plainly", "[pager]") {
  PagerTerminal terminal;
  CHECK(terminal.show(numbered_lines(23)) == numbered_lines(23));
  CHECK(terminal.show("") == "");
  CHECK(terminal.paged() == "");
}

TEST_CASE("lines that wrap count as several", "[pager]") {
  std::string text;
  for (int i = 0; i < 12; ++i) text += std::string(81, 'x') + "\n";
  PagerTerminal terminal;
  CHECK(terminal.show(text) == "");
  CHECK(terminal.paged() == text);
  PagerTerminal wide;
  TerminalOptions options;
  options.columns = 81;
  CHECK(wide.show(text, options) == text);
}

TEST_CASE("without a pager a long text is printed plainly", "[pager]") {
  const std::string text = numbered_lines(100);
  const std::vector<Variables> cases = {{{"PAGER", ""}},
                                        {{"PAGER", "cat"}},
                                        {{"PAGER", std::nullopt}, {"PATH", "/nowhere"}},
                                        {{"TERM", "dumb"}},
                                        {{"TERM", std::nullopt}}};
  for (const auto& variables : cases) {
    PagerTerminal terminal;
    for (const auto& [name, value] : variables) terminal.variables[name] = value;
    CHECK(terminal.show(text) == text);
    CHECK(terminal.paged() == "");
  }
}

TEST_CASE("a pager that cannot be started is replaced by printing", "[pager]") {
  const std::string text = numbered_lines(100);
  PagerTerminal terminal;
  terminal.variables["PAGER"] = "no-such-pager --option";
  const std::string missing = terminal.show(text);
  CHECK_THAT(missing, contains("no-such-pager"));  // the shell's message
  CHECK(missing.ends_with("\n" + text));
  terminal.variables["PAGER"] = terminal.file("").string();  // a folder
  CHECK(terminal.show(text).ends_with("\n" + text));
}

TEST_CASE("less is the pager if PAGER is unset, and shows a single screen without a prompt",
          "[pager]") {
  PagerTerminal terminal;
  const auto less = terminal.file("bin/less");
  test::write_file(less, "#!/bin/sh\necho \"$# $LESS $LV\" >paged\n");
  std::filesystem::permissions(less, std::filesystem::perms::owner_all);
  terminal.variables["PAGER"] = std::nullopt;
  terminal.variables["PATH"] = less.parent_path().string() + ":/usr/bin:/bin";
  CHECK(terminal.show(numbered_lines(100)) == "");
  CHECK(terminal.paged() == "0 FRX -c\n");
  terminal.variables["LESS"] = "S";
  terminal.variables["LV"] = "";
  CHECK(terminal.show(numbered_lines(100)) == "");
  CHECK(terminal.paged() == "0 S \n");
}

TEST_CASE("the pager may leave before it has read all, and fail", "[pager]") {
  const std::string text = numbered_lines(200000);  // more than a pipe holds
  PagerTerminal terminal;
  terminal.variables["PAGER"] = "head -n 1 >paged";
  CHECK(terminal.show(text) == "");
  CHECK(terminal.paged() == "line 1\n");
  for (const std::string pager : {"true", "exec <&-; sleep 0.1", "exit 1", "kill -9 $$"}) {
    terminal.variables["PAGER"] = pager;
    CHECK(terminal.show(text) == "");
  }
}

TEST_CASE("the pager has SIGPIPE's default", "[pager]") {
  PagerTerminal terminal;
  terminal.variables["PAGER"] = "kill -s PIPE $$; echo ignored >paged";
  CHECK(terminal.show(numbered_lines(100)) == "");
  CHECK(terminal.paged() == "");
}

TEST_CASE("Ctrl-C is for the pager alone", "[pager]") {
  PagerTerminal terminal;
  terminal.variables["PAGER"] =
      "trap 'echo interrupted >paged; exit' INT; cat >/dev/null; echo ready; read line </dev/tty";
  TerminalOptions options;
  options.typed_after = "ready";
  options.typed = "\x03";
  CHECK_THAT(terminal.show(numbered_lines(100), options), contains("ready"));
  CHECK(terminal.paged() == "interrupted\n");
}

TEST_CASE("without a terminal nothing is paged", "[pager]") {
  PagerTerminal terminal;
  const std::string text = numbered_lines(100);
  const auto result = test::run_in_terminal([&] {
    terminal.prepare();
    ::setenv("COLUMNS", "80", 1);
    const int file = ::open("plain", O_CREAT | O_WRONLY, 0600);
    ::dup2(file, STDOUT_FILENO);
    print_paged(text);
    return 0;
  });
  CHECK(result.status == 0);
  CHECK(result.out == "");
  CHECK(terminal.paged() == "");
  CHECK(test::read_file(terminal.file("plain")) == text);
}

}  // namespace runner::pager_test
