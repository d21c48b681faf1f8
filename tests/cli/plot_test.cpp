// runner plot: curves in the terminal, and pictures drawn by gnuplot.
#include <unistd.h>

#include <sstream>

#include "base/text_width.hpp"
#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/plotted_runs.hpp"
#include "support/skip.hpp"
#include "support/terminal.hpp"

namespace runner::test::plot_test {
namespace {

namespace fs = std::filesystem;

ProcessOptions in(const fs::path& folder) {
  ProcessOptions options;
  options.working_folder = folder;
  for (const char* name : {"COLUMNS", "LINES"}) options.environment[name] = std::nullopt;
  return options;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

// experiments/acts with two seeds of two activations.
class Experiment {
 public:
  Experiment() {
    for (const char* activation : {"relu", "tanh"}) {
      for (const std::uint64_t seed : {0U, 1U}) {
        const double loss = activation[0] == 'r' ? 1 : 2;
        std::string rows;
        for (std::uint64_t i = 0; i <= 10; ++i) {
          rows += metrics_row(i * 100, fmt::format("{}", (loss + double(seed)) / double(i + 1)),
                              double(i));
        }
        write_plotted_run(folder_ / fmt::format("experiments/acts/{}{}", activation, seed),
                          {.name = "acts", .activation = activation, .seed = seed, .rows = rows},
                          loss);
      }
    }
  }

  const fs::path& path() const { return folder_.path(); }
  fs::path operator/(const std::string& name) const { return folder_ / name; }

  ProcessResult plot(std::vector<std::string> arguments, ProcessOptions options = {}) const {
    arguments.insert(arguments.begin(), {"plot"});
    ProcessOptions all = in(path());
    for (const auto& item : options.environment) all.environment[item.first] = item.second;
    return run_program(arguments, all);
  }

 private:
  TemporaryFolder folder_;
};

bool gnuplot_is_missing() {
  try {
    if (run_process({"gnuplot", "--version"}).status == 0) return false;
  } catch (const std::runtime_error&) {
  }
  skip("gnuplot-nox is not installed");
  return true;
}

}  // namespace

TEST_CASE("plot draws the groups of an experiment in 80 columns and 24 rows", "[cli]") {
  const Experiment experiment;
  const auto result = experiment.plot({"acts"});
  CHECK(result.err == "");
  CHECK(result.status == 0);
  const auto shown = lines(result.out);
  REQUIRE(shown.size() == 23);
  CHECK(shown.front() == "train_loss against iteration: mean and standard deviation over seeds");
  CHECK(shown.back() == "A relu (2 seeds)   B tanh (2 seeds)");
  CHECK_THAT(shown[21], contains(" 500 ") && contains("1000"));
  for (const auto& line : shown) CHECK(display_width(line) <= 80);
  CHECK(result.out.find('\x1b') == std::string::npos);
}

TEST_CASE("plot follows the terminal's size", "[cli]") {
  const Experiment experiment;
  for (const std::size_t columns : {40U, 300U}) {
    ProcessOptions options;
    options.environment["COLUMNS"] = std::to_string(columns);
    options.environment["LINES"] = columns == 40 ? "10" : "60";
    const auto result = experiment.plot({"acts", "--log"}, options);
    CHECK(result.status == 0);
    std::size_t widest = 0;
    for (const auto& line : lines(result.out)) widest = std::max(widest, display_width(line));
    CHECK(widest == columns);
  }
}

TEST_CASE("plot ignores sizes that no terminal has", "[cli]") {
  const Experiment experiment;
  for (const char* const size : {"65536", "18446744073709551615"}) {
    ProcessOptions options;
    options.environment["COLUMNS"] = size;
    options.environment["LINES"] = size;
    const auto result = experiment.plot({"acts"}, options);
    CHECK(result.status == 0);
    CHECK(result.out == experiment.plot({"acts"}).out);
  }
}

TEST_CASE("plot has colours in a terminal, unless NO_COLOR is set", "[cli]") {
  const Experiment experiment;
  for (const bool is_plain : {false, true}) {
    const auto result = run_in_terminal([&] {
      for (const char* name : {"COLUMNS", "LINES", "NO_COLOR"}) ::unsetenv(name);
      ::setenv("TERM", "xterm", 1);
      if (is_plain) ::setenv("NO_COLOR", "1", 1);
      if (::chdir(experiment.path().c_str()) != 0) return 1;
      ::execl(RUNNER_BINARY, RUNNER_BINARY, "plot", "acts", nullptr);
      return 1;
    });
    CHECK(result.status == 0);
    CHECK((result.out.find("\x1b[0;36m") == std::string::npos) == is_plain);
    CHECK_THAT(result.out, contains("A relu (2 seeds)") && contains("⠤"));
  }
}

TEST_CASE("plot --each, --x and --metric draw what they say", "[cli]") {
  const Experiment experiment;
  const auto each = experiment.plot({"acts", "--each", "--x", "seconds"});
  CHECK_THAT(each.out, contains("train_loss against seconds\n") && contains("A relu, seed 0 ") &&
                           contains("D tanh, seed 1"));
  const auto two = experiment.plot({"experiments/acts/relu0", "--metric", "train_accuracy",
                                    "--metric=test_accuracy", "--x=epoch"});
  CHECK_THAT(two.out,
             contains("accuracy against epoch\n") &&
                 contains("A acts train_accuracy (1 seed)   B acts test_accuracy (1 seed)"));
  CHECK(two.out == experiment
                       .plot({"experiments/acts/relu0", "--x=epoch", "--metric",
                              "train_accuracy,test_accuracy"})
                       .out);
  const auto some = experiment.plot({"acts", "--where", "network.activation=tanh"});
  CHECK_THAT(some.out, contains("\nacts (2 seeds)\n"));
  const auto over = experiment.plot({"acts", "--over", "network.activation"});
  CHECK_THAT(over.out,
             contains(": mean and standard deviation over values of\nnetwork.activation\n") &&
                 contains("A seed 0 (2 values of network.activation)"));
}

TEST_CASE("plot refuses what it cannot draw", "[cli]") {
  const Experiment experiment;
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const auto result = experiment.plot(arguments);
    CHECK(result.out == "");
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(refused({"acts", "--metric", "train_los"}) ==
        "runner plot: --metric: 'train_los' is not one of train_loss, train_accuracy, "
        "validation_loss, validation_accuracy, test_loss, test_accuracy and seconds. Did you mean "
        "'train_loss'? Run 'runner plot --help' for usage.\n");
  CHECK(refused({"acts", "--metric", "train_loss,train_loss"}) ==
        "runner plot: --metric: train_loss is given twice. Run 'runner plot --help' for usage.\n");
  CHECK_THAT(refused({"acts", "--metric", ""}), contains("'' is not one of"));
  CHECK_THAT(refused({"acts", "--metric", "train_loss,test_accuracy"}),
             contains("cannot share an axis"));
  CHECK_THAT(refused({"acts", "--x", "time"}), contains("'time' is not one of iteration, epoch"));
  CHECK_THAT(refused({"acts", "--top", "0"}), contains("--top"));
  CHECK_THAT(refused({"acts", "--over", "sed"}), contains("Did you mean 'seed'?"));
  CHECK_THAT(refused({"acts", "--where", "seed=7"}), contains("none of the runs"));
  CHECK_THAT(refused({"nothing"}), contains("nothing"));
  CHECK_THAT(refused({"acts", "--metric", "validation_loss"}),
             contains("there is nothing to plot."));
}

TEST_CASE("plot refuses pictures that it cannot or must not write", "[cli]") {
  const Experiment experiment;
  const auto error = [&](const std::string& name) {
    const auto result = experiment.plot({"acts", "-o", name});
    CHECK(result.status == 2);
    CHECK(result.out == "");
    return result.err;
  };
  CHECK(error("curves.jpg") ==
        "curves.jpg: the name of a picture must end in .svg, .pdf or .png.\n");
  CHECK(error(".svg") == ".svg: the name of a picture must end in .svg, .pdf or .png.\n");
  CHECK(error("curves") == "curves: the name of a picture must end in .svg, .pdf or .png.\n");
  CHECK(error("no/curves.svg") == "no/curves.svg: the folder no does not exist.\n");
  CHECK(error("a\nb.svg") == "a?b.svg: the name must be UTF-8 without control characters.\n");
  write_file(experiment / "mine.gp", "plot sin(x)\n");
  CHECK(error("mine.svg") ==
        "mine.gp: the file exists and was not written by runner plot. Choose another name for the "
        "picture, or move the file away.\n");
  write_file(experiment / "data.dat", "1 2\n");
  CHECK_THAT(error("data.svg"),
             contains("data.dat: the file exists and was not written by runner plot."));
  write_file(experiment / "old.svg", "<svg/>");
  CHECK(
      error("old.svg") ==
      "old.svg: the file exists, and runner plot did not draw it: its script old.gp is not beside "
      "it. Choose another name, or move the file away.\n");
  CHECK(read_file(experiment / "old.svg") == "<svg/>");
  CHECK(read_file(experiment / "mine.gp") == "plot sin(x)\n");
}

TEST_CASE("without gnuplot plot says what to install and writes nothing", "[cli]") {
  const Experiment experiment;
  ProcessOptions options;
  options.environment["PATH"] = experiment.path().string();
  const auto result = experiment.plot({"acts", "-o", "curves.svg"}, options);
  CHECK(result.status == 1);
  CHECK(result.err ==
        "gnuplot was not found on PATH; it draws the pictures. Install it with 'apt install "
        "gnuplot-nox'. Without -o the curves are drawn in the terminal.\n");
  CHECK_FALSE(fs::exists(experiment / "curves.gp"));
  CHECK(experiment.plot({"acts"}, options).status == 0);
}

TEST_CASE("plot -o draws pictures from files that draw them again", "[cli]") {
  if (gnuplot_is_missing()) return;
  const Experiment experiment;
  fs::create_directories(experiment / "my pictures");
  const auto result = experiment.plot({"acts", "-o", "my pictures/curves.svg"});
  CHECK(result.err == "");
  REQUIRE(result.status == 0);
  CHECK(
      result.out ==
      "my pictures/curves.svg was drawn by gnuplot from curves.gp and curves.dat. To draw it again "
      "after a change, run gnuplot on the script in its folder.\n");
  const fs::path picture = experiment / "my pictures/curves.svg";
  const std::string svg = read_file(picture);
  CHECK_THAT(svg, contains("<svg") && contains("relu (2 seeds)") && contains("</svg>"));
  CHECK(run_process({"python3", "-c",
                     "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])",
                     picture.string()})
            .status == 0);
  fs::remove(picture);
  const auto again = run_process({"gnuplot", "curves.gp"}, in(experiment / "my pictures"));
  CHECK(again.err == "");
  CHECK(read_file(picture) == svg);

  for (const auto& [name, start] : {std::pair{"curves.png", "\x89PNG"}, {"curves.pdf", "%PDF"}}) {
    const auto other = experiment.plot({"acts", "-o", std::string("my pictures/") + name, "--log"});
    CHECK(other.err == "");
    CHECK(other.status == 0);
    CHECK(read_file(experiment / "my pictures" / name).starts_with(start));
  }
  // Those files are its own, so they are replaced until somebody changes them.
  write_file(experiment / "my pictures/curves.gp",
             read_file(experiment / "my pictures/curves.gp") + "# mine\n");
  const auto changed = experiment.plot({"acts", "-o", "my pictures/curves.svg"});
  CHECK(changed.status == 2);
  CHECK(changed.err ==
        "my pictures/curves.gp: the file was changed after runner plot wrote it, and is not "
        "replaced. Choose another name for the picture, or move the file away.\n");
}

TEST_CASE("a picture that its script never drew is not replaced", "[cli]") {
  if (gnuplot_is_missing()) return;
  const Experiment experiment;
  write_file(experiment / "curves.png", "mine");
  for (const char* const name : {"curves.svg", "curves.pdf", "curves.svg", "curves.pdf"}) {
    CAPTURE(name);
    CHECK(experiment.plot({"acts", "-o", name}).status == 0);
  }
  const auto result = experiment.plot({"acts", "-o", "curves.png"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "curves.png: the file exists, and runner plot did not draw it: its script curves.gp draws "
        "another picture. Choose another name, or move the file away.\n");
  CHECK(read_file(experiment / "curves.png") == "mine");
}

TEST_CASE("a user's settings of gnuplot do not change the picture", "[cli]") {
  if (gnuplot_is_missing()) return;
  const Experiment experiment;
  ProcessOptions options;
  options.environment["HOME"] = experiment.path().string();
  REQUIRE(experiment.plot({"acts", "-o", "curves.svg"}, options).status == 0);
  const std::string svg = read_file(experiment / "curves.svg");
  write_file(experiment / ".gnuplot",
             "set datafile separator ','\nset decimalsign ','\nset key off\n");
  const auto result = experiment.plot({"acts", "-o", "curves.svg"}, options);
  CHECK(result.err == "");
  CHECK(result.status == 0);
  CHECK(read_file(experiment / "curves.svg") == svg);
}

TEST_CASE("gnuplot executes nothing of what runs and files are called", "[cli]") {
  if (gnuplot_is_missing()) return;
  const TemporaryFolder folder;
  const std::string hostile =
      "'; system(\"touch pwned1\") #`touch pwned2`$(touch pwned3)\"\\\n!touch pwned4\n@x %d {/b c}";
  int i = 0;
  for (const std::string& activation :
       {hostile, std::string("`touch pwned5`"), std::string("a''; system(\"touch pwned9\") #"),
        std::string("\\")}) {
    write_plotted_run(
        folder / fmt::format("runs/r{}", i++),
        {.activation = activation, .rows = metrics_row(0, "2") + metrics_row(10, "1")});
  }
  for (const char* const name : {"`touch pwned6`.svg", "|touch pwned7.svg", "<touch pwned8.svg",
                                 "'\"$(id).png", "-e x.pdf", "ünï code.svg"}) {
    CAPTURE(name);
    const auto result =
        run_program({"plot", "runs", std::string("--output=") + name}, in(folder.path()));
    CHECK(result.err == "");
    CHECK(result.status == 0);
    CHECK(fs::exists(folder / name));
  }
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    CHECK_FALSE(entry.path().filename().string().starts_with("pwned"));
  }
  CHECK_THAT(read_file(folder / "|touch pwned7.svg"), contains("`touch pwned5`"));
}

TEST_CASE("plot draws flat, single and diverged curves and says what is missing", "[cli]") {
  const TemporaryFolder folder;
  write_plotted_run(folder / "runs/flat",
                    {.activation = "a", .rows = metrics_row(0, "1") + metrics_row(5, "1")});
  write_plotted_run(folder / "runs/one", {.activation = "b", .rows = metrics_row(0, "1")});
  write_plotted_run(folder / "runs/gone", {.activation = "c",
                                           .status = "diverged",
                                           .rows = metrics_row(0, "1") + metrics_row(5, "nan")});
  write_plotted_run(folder / "runs/lost", {.activation = "d"});
  fs::remove(folder / "runs/lost/metrics.csv");
  write_file(folder / "runs/broken/run.json", "{");
  const auto result = run_program({"plot", "runs"}, in(folder.path()));
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("A a (1 seed)   B c (diverged, 5/1000)   C b (1 seed)") &&
                             contains("1 value is not finite"));
  CHECK_THAT(result.err, contains("runs/lost/metrics.csv: the file does not exist. The run is not "
                                  "drawn.\n") &&
                             contains("runs/broken/run.json"));
  const auto flat = run_program({"plot", "runs/flat"}, in(folder.path()));
  CHECK_THAT(flat.out, contains("a") && contains("⠤"));
}

}  // namespace runner::test::plot_test
