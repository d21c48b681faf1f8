// Runs and sweeps whose data or plugins are no longer where they were.
#include <fmt/format.h>

#include "cli/bad_plugins.hpp"
#include "cli/sweep_runs.hpp"
#include "support/run_files.hpp"

namespace runner::test::moved_data_test {
namespace {

const std::string table = "label,p\n0,1\n1,200\n0,3\n1,210\n";
const std::string other_table = "label,p\n0,1\n1,200\n0,3\n1,211\n";

// A run of two tables that has failed, and can be resumed.
class FailedRun {
 public:
  FailedRun()
      : sweep_(
            "name: s\niterations: 4\n"
            "dataset: {plugin: csv, file: data/a.csv, test_file: data/t.csv}\n") {
    write_file(sweep_.path("data/a.csv"), table);
    write_file(sweep_.path("data/t.csv"), other_table);
    const auto result = sweep_.run();
    if (result.status != 0) throw std::runtime_error(result.err);
    run_ = last_line(result.out);
    set_status(path(), "failed");
  }

  fs::path path() const { return sweep_.path(run_); }
  std::string folder() const { return run_; }
  std::string config() const { return read_file(path() / "config.yaml"); }
  std::string data(const std::string& name) const {
    return (fs::canonical(sweep_.path("data")) / name).string();
  }
  void move(const std::string& from, const std::string& to) const {
    fs::create_directories(sweep_.path("data/" + to).parent_path());
    fs::rename(sweep_.path("data/" + from), sweep_.path("data/" + to));
  }
  void write(const std::string& name, const std::string& text) const {
    write_file(sweep_.path("data/" + name), text);
  }
  ProcessResult resume(const std::vector<std::string>& overrides) const {
    return sweep_.program({"resume", run_}, overrides);
  }
  ProcessResult show() const { return sweep_.program({"show", run_}, {}); }

  // Checks that resume refuses the overrides with this error, and leaves config.yaml.
  void refuses(const std::vector<std::string>& overrides, const std::string& error) const {
    const std::string before = config();
    const auto result = resume(overrides);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(result.err == error + "\n");
    CHECK(config() == before);
  }

 private:
  SweepRun sweep_;
  std::string run_;
};

}  // namespace

TEST_CASE("resume writes the new places of the same data into the config", "[moved_data]") {
  const FailedRun run;
  const std::string metrics = metrics_but_seconds(run.path());
  run.move("a.csv", "new/b.csv");
  run.move("t.csv", "new/u.csv");
  std::string expected = run.config();
  const auto result =
      run.resume({"dataset.file=data/new/b.csv", "dataset.test_file=data/new/u.csv"});
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out == run.folder() + "\n");
  CHECK_THAT(result.err,
             contains(fmt::format("{0}/config.yaml: set dataset.file={1}.\n"
                                  "{0}/config.yaml: set dataset.test_file={2}.\n",
                                  run.folder(), run.data("new/b.csv"), run.data("new/u.csv"))));
  CHECK(metrics_but_seconds(run.path()) == metrics);
  expected.replace(expected.find("data/a.csv"), 10, "data/new/b.csv");
  expected.replace(expected.find("data/t.csv"), 10, "data/new/u.csv");
  CHECK(run.config() == expected);
  set_status(run.path(), "failed");
  CHECK(run.resume({}).status == 0);
}

TEST_CASE("missing data is an error with the options that name it", "[moved_data]") {
  const FailedRun run;
  run.move("t.csv", "u.csv");
  const std::string missing = fmt::format(
      "{}: this file cannot be opened: No such file or directory. If the data has moved, give its "
      "new place with `runner resume {} ",
      run.data("t.csv"), run.folder());
  for (const auto& result : {run.resume({}), run.show()}) {
    CHECK(result.status == 2);
    CHECK_THAT(result.err, contains(missing + "dataset.test_file=/new/place`.\n"));
  }
  run.move("a.csv", "b.csv");
  CHECK_THAT(run.show().err, contains(" dataset.file=/new/place dataset.test_file=/new/place`.\n"));
  CHECK_THAT(run.resume({"dataset.file=data/b.csv"}).err,
             contains(missing + "dataset.file=data/b.csv dataset.test_file=/new/place`.\n"));
}

TEST_CASE("data that is not the same is refused, and config.yaml stays", "[moved_data]") {
  const FailedRun run;
  run.write("b.csv", other_table);
  const std::string recorded = read_json(run.path() / "run.json")["data"]["sha256"];
  const std::string before = run.config();
  const auto result = run.resume({"dataset.file=data/b.csv"});
  CHECK(result.status == 2);
  CHECK_THAT(
      result.err,
      contains(run.folder() + ": the data at the new place is not what the run saw: its "
                              "SHA-256 is ") &&
          contains(", and run.json says " + recorded + ". Give the place of the same data.\n"));
  CHECK(run.config() == before);
}

TEST_CASE("a run resumes with new paths alone", "[moved_data]") {
  const FailedRun run;
  const std::string only =
      "Only the dataset's paths can change: dataset.file and "
      "dataset.test_file.";
  const auto changed = [&](const std::string& override, const std::string& key) {
    run.refuses({override},
                fmt::format("command line, {0}:1: {1} cannot change when a run resumes: "
                            "it would not be the same run. {2} For a new run with this "
                            "value, run `runner {3}/config.yaml {0}`.",
                            override, key, only, run.folder()));
  };
  changed("seed=3", "seed");
  changed("optimizer.alpha=0.5", "optimizer.alpha");
  changed("dataset=digits", "dataset");
  changed("dataset.label=p", "dataset.label");
  run.refuses({"dataset.fiel=x"},
              "command line, dataset.fiel=x:1: the dataset csv has no option 'fiel'. Did you mean "
              "'file'? " +
                  only);
  run.refuses({"dataset.file"},
              "command line, dataset.file:1: expected dataset.OPTION=PATH. " + only);
  run.refuses({"dataset.file=null"},
              "command line, dataset.file=null:14: dataset.file must be a path, but this is "
              "nothing.");
  run.refuses({"dataset.file=data/a.csv", "dataset.file=data/a.csv"},
              "command line, dataset.file=data/a.csv:1: dataset.file is given twice; keep one of "
              "the two.");
}

TEST_CASE("a dataset without paths cannot have moved", "[moved_data]") {
  const TemporaryFolder output;
  const std::string run = train("baseline", output.path());
  const auto result = run_program({"resume", run, "dataset.file=x"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "command line, dataset.file=x:1: the dataset digits has no option 'file'. The dataset "
        "digits has no paths to change.\n");
}

TEST_CASE("a finished run takes new paths, for show", "[moved_data]") {
  const FailedRun run;
  REQUIRE(run.resume({}).status == 0);
  const std::string shown = run.show().out;
  run.move("a.csv", "b.csv");
  CHECK(run.show().status == 2);
  const auto result = run.resume({"dataset.file=data/b.csv"});
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("set dataset.file=" + run.data("b.csv")) &&
                             contains("the run has finished; there is nothing to resume.\n"));
  CHECK(run.show().out == shown);
}

TEST_CASE("a sweep's data moves with the sweep's command", "[moved_data]") {
  const SweepRun sweep(
      "name: s\niterations: 2\nsplit_size: 1\n"
      "dataset: {plugin: csv, file: data/a.csv}\nsweep: {parameters: {seed: [1, 2]}}\n");
  write_file(sweep.path("data/a.csv"), table);
  REQUIRE(sweep.run().status == 0);
  set_status(sweep.trials().front(), "failed");
  fs::rename(sweep.path("data/a.csv"), sweep.path("data/b.csv"));
  CHECK_THAT(sweep.program({"work", "experiments/s"}, {"--retry-failed"}).err,
             contains("this file cannot be opened: No such file or directory. If the data has "
                      "moved, run the sweep's command again with dataset.file=/new/place.\n"));
  const auto folder = sweep.program({"resume", "experiments/s"}, {"dataset.file=data/b.csv"});
  CHECK(folder.status == 2);
  CHECK(folder.err ==
        "experiments/s: this is the folder of a sweep. To resume the sweep, run its command again; "
        "if its data has moved, add the new place as an override such as dataset.file=/new/place. "
        "To resume one trial, give its folder.\n");
  const auto trials = sweep.trials();
  const auto again = sweep.run({"dataset.file=data/b.csv", "--retry-failed"});
  INFO(again.err);
  CHECK(again.status == 0);
  CHECK(sweep.trials() == trials);
  const std::string trial = trials.back().string();
  CHECK(sweep.program({"show", trial}, {}).status == 2);
  CHECK(sweep.program({"resume", trial}, {"dataset.file=data/b.csv"}).status == 0);
  CHECK(sweep.program({"show", trial}, {}).status == 0);
  const std::string failed = trials.front().string();
  set_status(trials.front(), "failed");
  CHECK(sweep.program({"resume", failed}, {"dataset.file=data/b.csv"}).status == 0);
  CHECK(sweep.program({"show", failed}, {}).status == 0);
}

TEST_CASE("a run whose data has moved continues from its checkpoint", "[moved_data]") {
  const SweepRun run(
      "name: s\niterations: 100000000\ncheckpoint_every: 1\nsplit_size: 1\n"
      "dataset: {plugin: csv, file: data/a.csv}\n");
  write_file(run.path("data/a.csv"), table);
  const std::string runner = RUNNER_BINARY;
  const std::string interrupt =
      "do kill -0 $pid || exit 1; sleep 0.01; done; kill -INT $pid; "
      "wait $pid";
  run.shell(runner + " s.yaml & pid=$!; until ls experiments/s/*/checkpoint.npz; " + interrupt);
  const fs::path folder = run.trials().front();
  REQUIRE(manifest_of(folder)["status"] == "interrupted");
  fs::rename(run.path("data/a.csv"), run.path("data/b.csv"));
  const auto result =
      run.shell(runner +
                " resume experiments/s/* dataset.file=data/b.csv & pid=$!; until grep -q "
                "'resumed after' experiments/s/*/log.txt; " +
                interrupt);
  CHECK(result.status == 130);
  CHECK_THAT(result.err, contains("resumed after "));
}

TEST_CASE("a plugin that is not found is an error with the file that the run used",
          "[moved_data]") {
  const TemporaryFolder folder;
  const std::string plugins = (folder / "plugins").string();
  write_file(folder / "plugins/mine.so",
             with_record(good_plugin_bytes(), [](auto& record) { record.name = "mine"; }));
  const std::string run =
      train("baseline", folder / "out", {"network.activation=mine", "--plugin-path", plugins});
  set_status(run, "failed");
  const std::string start = fmt::format(
      "{}: there is no activation plugin named 'mine' in the searched folders. The run used "
      "{}/mine.so",
      run, plugins);
  const std::string png = (folder / "x.png").string();
  for (const auto& command : {std::vector<std::string>{"resume", run}, {"predict", run, png}}) {
    const auto result = run_program(command);
    CHECK(result.status == 2);
    CHECK(result.err == fmt::format("{0}; give its folder with --plugin-path {1} or "
                                    "RUNNER_PLUGIN_PATH={1}.\n",
                                    start, plugins));
  }
  CHECK(run_program({"show", run}).status == 0);  // needs the dataset alone
  fs::remove_all(plugins);
  CHECK(run_program({"resume", run}).err ==
        start +
            ", which no longer exists; build the plugin again, and give its folder with "
            "--plugin-path FOLDER or RUNNER_PLUGIN_PATH=FOLDER.\n");
}

}  // namespace runner::test::moved_data_test
