// Rows of metrics at a point of the training, from files that the test writes itself.
#include "compare/measuring_point.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_folders.hpp"

namespace runner::measuring_point_test {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::finished_run;
using test::TemporaryFolder;
using test::write_file;
using test::write_run;

constexpr const char* header =
    "iteration,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,test_loss,"
    "test_accuracy,seconds\n";

// Rows at 0, 100, 200 and 300, a second each; the best validation accuracy is at 100 and 200.
const std::string rows =
    "0,0,2,0.1,2.1,0.1,,,0\n"
    "100,1,1,0.5,1.5,0.75,,,1\n"
    "200,2,0.5,0.7,1.25,0.75,,,2\n"
    "300,3,0.25,0.9,1.75,0.5,,,3\n";

// A run in `folder` with these rows, whose result is the last of them.
RunRecord run_with(const fs::path& folder, const std::string& text,
                   const std::string& status = "finished", std::uint64_t result_iteration = 300) {
  auto manifest = finished_run("baseline");
  manifest["status"] = status;
  manifest["result"]["iteration"] = result_iteration;
  manifest["result"]["seconds"] = 3.0;
  write_run(folder, manifest);
  write_file(folder / "metrics.csv", text);
  return read_run(folder);
}

std::uint64_t iteration_at(const RunRecord& record, const std::string& point) {
  const MeasuredRun run = measure(record, parse_measuring_point(point));
  REQUIRE(run.row);
  return run.row->iteration;
}

std::string note_of(const std::vector<RunRecord>& records, const std::string& text) {
  const MeasuringPoint point = parse_measuring_point(text);
  std::vector<MeasuredRun> runs;
  for (const auto& record : records) runs.push_back(measure(record, point));
  return measuring_note(runs, point).value_or("");
}

}  // namespace

TEST_CASE("a measuring point is an iteration, seconds or the best row", "[measuring_point]") {
  const auto iteration = parse_measuring_point("iteration=500");
  CHECK(iteration.kind == MeasuringPoint::Kind::iteration);
  CHECK(iteration.iteration == 500);
  CHECK(parse_measuring_point("iteration=0").iteration == 0);
  const auto seconds = parse_measuring_point("seconds=2.5");
  CHECK(seconds.kind == MeasuringPoint::Kind::seconds);
  CHECK(seconds.seconds == 2.5);
  CHECK(parse_measuring_point("best").kind == MeasuringPoint::Kind::best);
}

TEST_CASE("a wrong measuring point is an error that says what is right", "[measuring_point]") {
  CHECK_THROWS_WITH(parse_measuring_point("itration=5"),
                    "--at: 'itration=5' is not one of iteration=N, seconds=S and best. Did you "
                    "mean 'iteration'?");
  CHECK_THROWS_WITH(parse_measuring_point("iteration=-5"),
                    "--at: 'iteration=-5' has no whole number of at least 0 after '='; give "
                    "iteration=N, seconds=S or best, such as iteration=500.");
  CHECK_THROWS_WITH(parse_measuring_point("seconds=inf"),
                    contains("'seconds=inf' has no number of at least 0 after '='; "));
  CHECK_THROWS_WITH(parse_measuring_point("iteration"), contains(" has no '=' and number; "));
  CHECK_THROWS_WITH(parse_measuring_point("best=3"), contains("has a value, but best takes none"));
  for (const char* text : {"", "=", "500", "end", "iteration=", "iteration=1.5", "iteration=1e3",
                           "iteration= 5", "iteration=99999999999999999999", "seconds=-1",
                           "seconds=nan", "seconds=", "seconds=1s", "Best", "\x1b[31m"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_measuring_point(text), Error);
  }
}

TEST_CASE("at the end a finished run has its result without metrics.csv", "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord record = run_with(folder / "r", "damaged", "finished", 200);
  const MeasuredRun run = measure(record);
  REQUIRE(run.row);
  CHECK(run.row->iteration == 200);
  CHECK(run.is_complete());
  CHECK(run.record.problem.empty());
}

TEST_CASE("at the end a run that was stopped has its last whole row", "[measuring_point]") {
  const TemporaryFolder folder;
  for (const char* status : {"interrupted", "failed", "diverged"}) {
    CAPTURE(status);
    const MeasuredRun run =
        measure(run_with(folder / status, header + rows + "400,4,0.1,0.", status, 100));
    REQUIRE(run.row);
    CHECK(run.row->iteration == 300);
    CHECK(run.metric(Metric::train_accuracy) == 0.9);
    CHECK_FALSE(run.is_complete());
  }
}

TEST_CASE("a run whose metrics.csv has no row yet has the manifest's result or none",
          "[measuring_point]") {
  const TemporaryFolder folder;
  for (const std::string& text : {std::string(), std::string("iteration,ep"), std::string(header),
                                  header + std::string("0,0,2")}) {
    CAPTURE(text);
    RunRecord record = run_with(folder / "r", text, "interrupted", 100);
    CHECK(measure(record).row->iteration == 100);
    record.manifest.result.reset();
    CHECK_FALSE(measure(record).row);
    CHECK(measure(record).record.problem.empty());
  }
  RunRecord record = run_with(folder / "r", "", "interrupted", 100);
  fs::remove(folder / "r/metrics.csv");
  CHECK(measure(record).row->iteration == 100);
}

TEST_CASE("foreign columns of metrics.csv are ignored", "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord record =
      run_with(folder / "r",
               "note,seconds,iteration,epoch,train_loss,train_accuracy,validation_loss,"
               "validation_accuracy,test_loss,test_accuracy,\"mine, too\"\r\n"
               "\"a, \"\"b\"\", c\",1.5,7,1,0.5,0.25,,,,,\"x,y\"\r\n",
               "interrupted");
  const MeasuredRun run = measure(record);
  REQUIRE(run.row);
  CHECK(run.row->iteration == 7);
  CHECK(run.metric(Metric::seconds) == 1.5);
  CHECK(run.metric(Metric::train_accuracy) == 0.25);
  CHECK_FALSE(run.metric(Metric::validation_loss));
}

TEST_CASE("a metrics.csv that cannot be used leaves a run without a row and warns",
          "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord killed =
      run_with(folder / "r", header + std::string("0,0,x,1,,,,,0\n"), "interrupted");
  const MeasuredRun run = measure(killed);
  CHECK_FALSE(run.row);
  CHECK(run.record.status == RunStatus::interrupted);
  CHECK(measuring_warnings({run}) ==
        std::vector<std::string>{(folder / "r/metrics.csv").string() +
                                 ":2: 'x' is not a number that train_loss can be. The run is shown "
                                 "without its metrics."});
  const RunRecord finished = run_with(folder / "s", header + rows);
  fs::remove(folder / "s/metrics.csv");
  const MeasuredRun missing = measure(finished, parse_measuring_point("iteration=100"));
  CHECK_FALSE(missing.row);
  CHECK_THAT(missing.record.problem, contains("s/metrics.csv: the file does not exist."));
  RunRecord unreadable;
  unreadable.status = RunStatus::unreadable;
  unreadable.problem = "It is damaged.";
  CHECK_FALSE(measure(unreadable, parse_measuring_point("best")).row);
  CHECK(measuring_warnings({measure(unreadable)}).empty());
}

TEST_CASE("at an iteration a run has its last row by then", "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord record = run_with(folder / "r", header + rows);
  CHECK(iteration_at(record, "iteration=0") == 0);
  CHECK(iteration_at(record, "iteration=200") == 200);
  CHECK(iteration_at(record, "iteration=299") == 200);
  CHECK(iteration_at(record, "iteration=300") == 300);
  CHECK(iteration_at(record, "iteration=1000") == 300);
}

TEST_CASE("after its end a run that stopped early has its result", "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord record = run_with(folder / "r", header + rows, "finished", 200);
  CHECK(iteration_at(record, "iteration=300") == 200);
  CHECK(iteration_at(record, "iteration=299") == 200);
  CHECK(iteration_at(record, "iteration=100") == 100);
  const RunRecord killed = run_with(folder / "k", header + rows, "interrupted", 200);
  CHECK(iteration_at(killed, "iteration=1000") == 300);
}

TEST_CASE("at a time a run has its last row by then", "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord record = run_with(folder / "r", header + rows);
  CHECK(iteration_at(record, "seconds=0") == 0);
  CHECK(iteration_at(record, "seconds=1.999") == 100);
  CHECK(iteration_at(record, "seconds=2") == 200);
  CHECK(iteration_at(record, "seconds=100") == 300);
}

TEST_CASE("the best row has the best validation accuracy, then the lowest loss",
          "[measuring_point]") {
  const TemporaryFolder folder;
  CHECK(iteration_at(run_with(folder / "r", header + rows), "best") == 200);
  const std::string equal = "0,0,2,0.1,1.25,0.75,,,0\n1,0,2,0.1,nan,0.75,,,0\n";
  CHECK(iteration_at(run_with(folder / "s", header + equal + "2,0,2,0.1,1.25,0.75,,,0\n"),
                     "best") == 0);
  const RunRecord without = run_with(folder / "t", header + std::string("0,0,2,0.1,,,,,0\n"));
  CHECK_FALSE(measure(without, parse_measuring_point("best")).row);
  CHECK(note_of({without}, "best") ==
        "At the best row: 1 of 1 run has no validation metrics, so no row is the best.");
}

TEST_CASE("a note says which rows are not exactly at the point", "[measuring_point]") {
  const TemporaryFolder folder;
  const RunRecord full = run_with(folder / "full", header + rows);
  const RunRecord early = run_with(folder / "early", header + rows, "finished", 100);
  const RunRecord killed = run_with(folder / "killed", header + rows, "interrupted");
  const RunRecord later =
      run_with(folder / "later", header + std::string("9,0,1,0.5,,,,,9\n"), "interrupted");
  CHECK(note_of({full, early}, "iteration=200") == "");
  CHECK(note_of({full, killed, early}, "iteration=250") ==
        "At iteration 250: 3 of 3 runs have no row there; the last row before it is shown.");
  CHECK(note_of({full, early, killed, later}, "iteration=1000") ==
        "At iteration 1000: 2 of 4 runs have no row there; the last row before it is shown; 2 of 4 "
        "runs finished before; their results are shown.");
  CHECK(note_of({full, later}, "iteration=5") ==
        "At iteration 5: 1 of 2 runs has no row there; the last row before it is shown; 1 of 2 "
        "runs has no row by then.");
  CHECK(note_of({full, killed}, "seconds=2.5") ==
        "At 2.5 seconds: the last row by then is shown, the earliest of 2 seconds.");
  CHECK(note_of({full}, "seconds=10") ==
        "At 10 seconds: 1 of 1 run finished before; its result is shown.");
  CHECK_FALSE(measuring_note({measure(killed)}, {}));
}

TEST_CASE("metrics that are not finite are none", "[measuring_point]") {
  MeasuredRun run;
  CHECK_FALSE(run.metric(Metric::train_loss));
  run.row = MetricsRow{};
  run.row->train = {std::numeric_limits<double>::infinity(), 0.5};
  CHECK_FALSE(run.metric(Metric::train_loss));
  CHECK(run.metric(Metric::train_accuracy) == 0.5);
  run.row->train.loss = std::nan("");
  CHECK_FALSE(run.metric(Metric::train_loss));
}

TEST_CASE("progress is the iterations done of those planned", "[measuring_point]") {
  MeasuredRun run;
  CHECK(progress_text(run) == "");
  run.record.status = RunStatus::killed;
  run.row = MetricsRow{};
  run.row->iteration = 3400;
  CHECK(progress_text(run) == "3400");
  run.record.config = {{"iterations", "20000"}};
  CHECK(progress_text(run) == "3400/20000");
  run.record.config = {{"epochs", "5"}, {"batch_size", "all"}};
  CHECK(progress_text(run) == "3400/5");
  run.record.config = {{"epochs", "5"}, {"batch_size", "64"}};
  CHECK(progress_text(run) == "3400");
  run.record.manifest.data.emplace();
  run.record.manifest.data->train_examples = 1000;  // 16 batches an epoch
  CHECK(progress_text(run) == "3400/80");
  run.record.config = {{"epochs", "18446744073709551615"}, {"batch_size", "1"}};
  CHECK(progress_text(run) == "3400");
  run.record.config = {{"epochs", "5"}, {"batch_size", "0"}};
  CHECK(progress_text(run) == "3400");
  run.record.config = {{"iterations", "20000"}};
  run.record.manifest.result.emplace();
  run.record.manifest.result->iteration = 5000;  // the row is at an earlier point
  CHECK(progress_text(run) == "5000/20000");
  run.record.status = RunStatus::finished;
  CHECK(progress_text(run) == "5000");
}

}  // namespace runner::measuring_point_test
