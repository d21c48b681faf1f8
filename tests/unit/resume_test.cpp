// Runs that are stopped and resume from their checkpoint, compared with runs that never stopped.
#include <fmt/format.h>

#include "formats/npz.hpp"
#include "support/catch.hpp"
#include "support/resumable_runs.hpp"
#include "support/run_files.hpp"

namespace runner::resume_test {
namespace {

using namespace test::resumable_runs;
using test::check_same_results;
using test::contains;
using test::plugins_of_kind;
using test::read_file;
using test::TemporaryFolder;
using test::write_file;

// Stops at each of the iterations, one after the other, and resumes to the end.
void check_goes_on(const std::string& config, const std::vector<std::uint64_t>& stops) {
  CAPTURE(config);
  const TemporaryFolder output;
  const fs::path straight = begin(config, output);
  const fs::path stopped = begin(config, output, stops.front());
  for (std::size_t i = 1; i < stops.size(); ++i) resume(config, stopped, stops[i]);
  CHECK(resume(config, stopped).status == RunStatus::finished);
  check_same_results(straight, stopped);
}

}  // namespace

TEST_CASE("every optimizer resumes with the same bits", "[resume]") {
  for (const std::string& optimizer : plugins_of_kind("optimizer")) {
    for (const char* batch : {"all", "60"}) {
      for (const char* precision : {"double", "float"}) {
        check_goes_on(small + "optimizer: " + optimizer + "\nbatch_size: " + batch +
                          "\nprecision: " + precision + "\n",
                      {1, 4, 10});
      }
    }
  }
}

TEST_CASE("a schedule resumes with the same bits", "[resume]") {
  check_goes_on(small + "batch_size: 64\noptimizer: {plugin: adam, schedule: cosine, warmup: 5}\n",
                {3, 8, 9, 17});
}

TEST_CASE("early stopping resumes with the same bits", "[resume]") {
  check_goes_on(any_report +
                    "early_stopping: {patience: 2}\noptimizer: {plugin: adam, alpha: 0.5}\n"
                    "batch_size: 40\nreport_every: 1\n",
                {1, 2, 3});
}

TEST_CASE("a run with standardised inputs resumes with the same bits", "[resume]") {
  for (const char* batch : {"all", "60"}) {
    for (const char* precision : {"double", "float"}) {
      check_goes_on(
          small + "standardize: true\nbatch_size: " + batch + "\nprecision: " + precision + "\n",
          {1, 4, 10});
    }
  }
}

TEST_CASE("a checkpoint whose input_mean is another one is refused", "[resume]") {
  const std::string config = small + "standardize: true\n";
  const TemporaryFolder output;
  const fs::path folder = begin(config, output, 5);
  auto arrays = read_npz(folder / "checkpoint.npz");
  for (auto& array : arrays) {
    if (array.name == "input_mean") std::get<std::vector<double>>(array.values)[0] += 1e-9;
  }
  write_npz(folder / "checkpoint.npz", arrays);
  CHECK_THAT(message_of([&] { resume(config, folder); }),
             contains("the checkpoint cannot be used: its input_mean and input_deviation are not "
                      "those of the training examples. Restore the file,"));
}

TEST_CASE("a run that was stopped before its first update resumes", "[resume]") {
  check_goes_on(small, {0});
}

TEST_CASE("an interrupted run has a checkpoint, a finished one has none", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  CHECK(fs::exists(folder / "checkpoint.npz"));
  resume(small, folder);
  CHECK_FALSE(fs::exists(folder / "checkpoint.npz"));
}

TEST_CASE("rows after the checkpoint are cut, and half of one, and half a line of the log",
          "[resume]") {
  const TemporaryFolder output;
  const fs::path straight = begin(small, output);
  const fs::path folder = begin(small, output, 5);
  write_file(folder / "metrics.csv", read_file(folder / "metrics.csv") + "8,0,0.1,0.2,0");
  write_file(folder / "log.txt", read_file(folder / "log.txt") + "iteration   8  pred");
  resume(small, folder);
  check_same_results(straight, folder);
  CHECK_THAT(read_file(folder / "log.txt"),
             contains("\niteration   8  pred\nresumed after 5 of 23 iterations\n"));
}

TEST_CASE("without a checkpoint the run starts again in the same folder", "[resume]") {
  const TemporaryFolder output;
  const fs::path straight = begin(small, output);
  const fs::path folder = begin(small, output, 5);
  fs::remove(folder / "checkpoint.npz");
  resume(small, folder);
  check_same_results(straight, folder);
  CHECK_THAT(read_file(folder / "log.txt"),
             contains("resumed: there is no checkpoint, so the run starts again at iteration 0\n"));
}

TEST_CASE("a resumed run keeps the time at which it started", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  resume(small, folder);
  CHECK_THAT(read_file(folder / "run.json"), contains("\"started\": \"2026-01-02T03:04:05Z\""));
}

TEST_CASE("the name and checkpoint_every may change", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  CHECK(resume("name: other\ncheckpoint_every: 3\n" + small, folder).status == RunStatus::finished);
}

TEST_CASE("weights that an update made infinite are not saved, and the run diverges all the same",
          "[resume]") {
  const std::string config =
      "dataset: {plugin: synthetic, examples: 300}\nsplit_size: 50\nvalidation_size: 50\n"
      "network: {hidden_units: 4, initializer: {plugin: uniform, low: -1e6, high: 1e6}}\n"
      "iterations: 23\nreport_every: 4\ncheckpoint_every: 1\n"
      "optimizer: {plugin: gradient_descent, alpha: 1.7e308}\n";
  const TemporaryFolder output;
  const fs::path straight = begin(config, output);
  const fs::path stopped = begin(config, output, 1);
  CHECK_FALSE(fs::exists(stopped / "checkpoint.npz"));
  CHECK(resume(config, stopped).status == RunStatus::diverged);
  check_same_results(straight, stopped);
}

TEST_CASE("the warnings of a run are kept once when it resumes", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  RunOptions options;
  options.resume = EarlierRun{folder, "2026-01-02T03:04:05Z"};
  options.earlier_warnings = {"earlier.", "both."};
  options.warnings = {"both.", "now."};
  run(small, options, never);
  CHECK(test::read_json(folder / "run.json").at("warnings") ==
        nlohmann::json({"earlier.", "both.", "now."}));
  CHECK_THAT(read_file(folder / "log.txt"), !contains("earlier."));
}

TEST_CASE("a resume removes the temporary file of a process that was killed", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  write_file(folder / ".write-1-7.tmp", "half a checkp");
  resume(small, folder);
  CHECK_FALSE(fs::exists(folder / ".write-1-7.tmp"));
}

TEST_CASE("early stopping keeps the best row's weights and says why it stopped", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder =
      begin(any_report + "early_stopping: {patience: 2}\noptimizer: {alpha: 50}\nreport_every: 1\n",
            output);
  const std::string manifest = read_file(folder / "run.json");
  CHECK_THAT(manifest, contains("\"status\": \"finished\""));
  CHECK_THAT(manifest, contains("\"stop_reason\": \"stopped early after "));
  CHECK_THAT(manifest, contains(", was not bettered in 2 rows; its weights are kept.\""));
}

}  // namespace runner::resume_test
