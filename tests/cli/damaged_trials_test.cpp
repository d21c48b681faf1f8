// Sweeps whose trials' files are damaged, or were written by a newer version, when the sweep is run
// again.
#include <functional>

#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::damaged_trials_test {
namespace {

const std::string three_trials =
    "name: s\n"
    "dataset: digits\n"
    "iterations: 90\n"
    "report_every: 10\n"
    "batch_size: 50\n"
    "validation_size: 500\n"
    "sweep:\n"
    "  strategy: halving\n"
    "  min_iterations: 10\n"
    "  eta: 3\n"
    "  parameters:\n"
    "    optimizer.alpha: [0.03, 0.1, 0.3]\n";

std::vector<fs::path> trials_with(const SweepRun& sweep, const std::string& status) {
  std::vector<fs::path> found;
  for (const auto& trial : sweep.trials()) {
    if (manifest_of(trial)["status"] == status) found.push_back(trial);
  }
  return found;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);  // throws where it is not found
}

// The text with a '\r' before each end of a line.
std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

// The text with `cell` in a column of its row for iteration 10.
std::string with_cell(const std::string& text, std::size_t column, const std::string& cell) {
  const std::size_t begin = text.find("\n10,") + 1;
  const std::size_t end = text.find('\n', begin);
  auto cells = split_line(text.substr(begin, end - begin));
  cells.at(column) = cell;
  std::string line;
  for (const auto& one : cells) line += (line.empty() ? "" : ",") + one;
  return text.substr(0, begin) + line + text.substr(end);
}

struct Damage {
  std::string name;
  std::function<std::string(const std::string& metrics)> spoil;  // an empty name removes the file
};

const std::vector<Damage>& damages() {
  constexpr std::size_t validation_accuracy = 5;
  static const std::vector<Damage> all = {
      {"missing", nullptr},
      {"emptied", [](const std::string&) { return ""; }},
      {"cut short", [](const std::string& text) { return text.substr(0, 150); }},
      {"a column renamed",
       [](const std::string& text) {
         return replaced(text, "validation_accuracy", "validation_acuracy");
       }},
      {"text in a row", [](const std::string& text) { return with_cell(text, 2, "abc"); }},
      {"nan in the row of the rung",
       [](const std::string& text) { return with_cell(text, validation_accuracy, "nan"); }},
      {"a BOM", [](const std::string& text) { return "\xef\xbb\xbf" + text; }},
  };
  return all;
}

void spoil(const fs::path& file, const Damage& damage) {
  if (!damage.spoil) {
    fs::remove(file);
  } else {
    write_file(file, damage.spoil(read_file(file)));
  }
}

std::string last_warning(const fs::path& trial) {
  const auto warnings = manifest_of(trial)["warnings"];
  return warnings.empty() ? "none" : warnings.back().get<std::string>();
}

}  // namespace

TEST_CASE("a finished trial with a damaged metrics.csv is run again and promoted again",
          "[halving]") {
  const SweepRun sweep(three_trials);
  REQUIRE(sweep.run().status == 0);
  const fs::path trial = trials_with(sweep, "finished").at(0);
  const std::string weights = read_file(trial / "weights.npz");
  for (const Damage& damage : damages()) {
    CAPTURE(damage.name);
    spoil(trial / "metrics.csv", damage);
    const auto again = sweep.run();
    INFO(again.err);
    CHECK(again.status == 0);
    CHECK_THAT(again.err,
               contains("warning: experiments/s/" + trial.filename().string() + "/metrics.csv:"));
    CHECK_THAT(again.err, contains(" The trial starts again.\n"));
    CHECK_THAT(last_line(again.err), contains("sweep: 1 finished, 2 pruned, 0 failed, 0 left; "));
    CHECK(manifest_of(trial)["status"] == "finished");
    CHECK_THAT(last_warning(trial), contains("/metrics.csv:") && contains(" starts again."));
    CHECK(read_file(trial / "weights.npz") == weights);
  }
}

TEST_CASE("a pruned trial with a damaged metrics.csv is run to its rung again", "[halving]") {
  const SweepRun sweep(three_trials);
  REQUIRE(sweep.run().status == 0);
  const fs::path trial = trials_with(sweep, "paused").at(0);
  const std::string metrics = metrics_but_seconds(trial);
  for (const Damage& damage : damages()) {
    CAPTURE(damage.name);
    spoil(trial / "metrics.csv", damage);
    const auto again = sweep.run();
    INFO(again.err);
    CHECK(again.status == 0);
    CHECK_THAT(last_line(again.err), contains("sweep: 1 finished, 2 pruned, 0 failed, 0 left; "));
    CHECK(metrics_but_seconds(trial) == metrics);
    CHECK_THAT(last_warning(trial), contains("/metrics.csv:") && contains(" starts again."));
  }
}

TEST_CASE("a promoted trial whose metrics.csv is not the program's starts again", "[halving]") {
  const std::string alphas = "[0.03, 0.1, 0.3]";
  const SweepRun straight(replaced(three_trials, alphas, "[0.03, 1e-6]"));
  REQUIRE(straight.run().status == 0);
  const fs::path undisturbed = trials_with(straight, "finished").at(0);
  // The trial is pruned by a first sweep and promoted by a second one.
  const SweepRun sweep(replaced(three_trials, alphas, "[0.03, 0.3]"));
  REQUIRE(sweep.run().status == 0);
  const fs::path trial = trials_with(sweep, "paused").at(0);
  REQUIRE(trial.filename() == undisturbed.filename());
  const std::string metrics = read_file(trial / "metrics.csv");
  SECTION("other line ends") { write_file(trial / "metrics.csv", with_crlf(metrics)); }
  SECTION("a column added") {
    write_file(trial / "metrics.csv", replaced(metrics, "\n", ",new\n"));
  }
  SECTION("columns swapped") {
    write_file(trial / "metrics.csv", replaced(metrics, "iteration,epoch", "epoch,iteration"));
  }
  write_file(sweep.path("s.yaml"), replaced(three_trials, alphas, "[0.03, 1e-6]"));
  const auto result = sweep.run();
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(manifest_of(trial)["status"] == "finished");
  CHECK_THAT(last_warning(trial),
             contains("/metrics.csv:") && contains(" The trial starts again."));
  CHECK_THAT(result.err, contains("warning: ") && contains(" The trial starts again.\n"));
  check_same_results(undisturbed, trial);
}

TEST_CASE("a trial of a newer version stops the sweep and stays as it is", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const fs::path file = sweep.trials().front() / "run.json";
  auto manifest = manifest_of(sweep.trials().front());
  const bool newer = GENERATE(true, false);
  manifest[newer ? "format" : "status"] = newer ? nlohmann::json(3) : nlohmann::json("resting");
  write_file(file, manifest.dump());
  const std::string before = read_file(file);
  const auto refused = sweep.run();
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(
      refused.err,
      contains("experiments/s/" + sweep.trials().front().filename().string() + "/run.json: " +
               (newer ? "the file was written by a newer version: format 3; this program "
                        "reads 1 and 2."
                      : "it has a status 'resting' that this program does not know; ")));
  CHECK(read_file(file) == before);
}

TEST_CASE("a finished trial whose run.json is damaged starts again, with a warning", "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const fs::path trial = sweep.trials().front();
  const std::string weights = read_file(trial / "weights.npz");
  for (const std::string& text : {std::string(), std::string("garbage"), std::string("{}")}) {
    CAPTURE(text);
    write_file(trial / "run.json", text);
    const auto again = sweep.run();
    CHECK(again.status == 0);
    const std::string start = "/run.json: the file is damaged: ";
    CHECK_THAT(again.err, contains(start) && contains(" The trial starts again.\n"));
    CHECK_THAT(last_warning(trial), contains(start) && contains(" The trial starts again."));
    CHECK(read_file(trial / "weights.npz") == weights);
  }
}

TEST_CASE("the warning of a trial that started again survives its promotion", "[halving]") {
  const SweepRun sweep(three_trials);
  REQUIRE(sweep.run().status == 0);
  const fs::path trial = trials_with(sweep, "finished").at(0);
  write_file(trial / "run.json", "");
  CHECK(sweep.run().status == 0);
  CHECK_THAT(read_file(trial / "log.txt"), contains("resumed after 30 of 90 iterations"));
  CHECK(manifest_of(trial)["status"] == "finished");
  CHECK(manifest_of(trial)["warnings"].size() == 1);
  CHECK_THAT(last_warning(trial), contains("/run.json: the file is damaged: "));
}

}  // namespace runner::test::damaged_trials_test
