// Curves of runs that the test writes itself; expected means and deviations are NumPy's.
#include "plot/learning_curves.hpp"

#include "base/error.hpp"
#include "compare/measuring_point.hpp"
#include "support/catch.hpp"
#include "support/plotted_runs.hpp"

namespace runner::learning_curves_test {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::metrics_row;
using test::PlottedRun;
using test::TemporaryFolder;
using test::write_file;
using test::write_plotted_run;

// Runs in a folder, and curves of all of them.
class Runs {
 public:
  fs::path add(const PlottedRun& run, double result = 0.25) {
    const fs::path path = folder_ / fmt::format("runs/{:03}", count_++);
    write_plotted_run(path, run, result);
    return path;
  }

  RunGroups groups(const std::string& over = "seed") const {
    std::vector<MeasuredRun> runs;
    for (auto& record : find_runs({folder_ / "runs"})) runs.push_back(measure(std::move(record)));
    return make_groups(std::move(runs), over);
  }

  LearningCurves curves(const CurveOptions& options = {}) const {
    return make_learning_curves(groups(), options);
  }

  std::string error(const CurveOptions& options = {}) const {
    try {
      curves(options);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::invalid_input);
      return error.what();
    }
    return "fine";
  }

 private:
  TemporaryFolder folder_;
  int count_ = 0;
};

std::string rows(const std::vector<std::string>& losses, std::uint64_t every = 100) {
  std::string text;
  for (std::size_t i = 0; i < losses.size(); ++i)
    text += metrics_row(i * every, losses[i], double(i));
  return text;
}

std::vector<double> xs(const Curve& curve) {
  std::vector<double> values;
  for (const auto& point : curve.points) values.push_back(point.x);
  return values;
}

std::vector<double> ys(const Curve& curve) {
  std::vector<double> values;
  for (const auto& point : curve.points) values.push_back(point.y);
  return values;
}

std::vector<std::string> legends(const LearningCurves& curves) {
  std::vector<std::string> texts;
  for (const auto& curve : curves.curves) texts.push_back(curves.legend(curve, 80));
  return texts;
}

}  // namespace

TEST_CASE("a group's curve is the mean of its seeds with their standard deviation", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = rows({"2", "1"})});
  runs.add({.seed = 1, .rows = rows({"2.5", "1.25"})});
  runs.add({.seed = 2, .rows = rows({"4.5", "1.125"})});
  const LearningCurves curves = runs.curves();
  REQUIRE(curves.curves.size() == 1);
  CHECK(xs(curves.curves[0]) == std::vector<double>{0, 100});
  CHECK(ys(curves.curves[0]) == std::vector<double>{3, 1.125});
  // np.std([2, 2.5, 4.5], ddof=1) and np.std([1, 1.25, 1.125], ddof=1)
  CHECK(curves.curves[0].points[0].band->high == Approx(3 + 1.3228756555322954).epsilon(1e-14));
  CHECK(curves.curves[0].points[1].band->low == Approx(1.125 - 0.125).epsilon(1e-14));
  CHECK(legends(curves) == std::vector<std::string>{"baseline (3 seeds)"});
  CHECK(curves.title() == "train_loss against iteration: mean and standard deviation over seeds");
  CHECK(curves.notes.empty());
}

TEST_CASE("a single run has a line without a band", "[plot]") {
  Runs runs;
  runs.add({.rows = rows({"2", "1"})});
  const LearningCurves curves = runs.curves();
  CHECK_FALSE(curves.curves.at(0).has_band());
  CHECK(legends(curves) == std::vector<std::string>{"baseline (1 seed)"});
  CHECK(curves.title() == "train_loss against iteration");
}

TEST_CASE("runs are averaged only where all of them have a row", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = rows({"4", "3", "2", "1"})});
  runs.add({.seed = 1, .rows = rows({"2", "1"}, 200)});
  const LearningCurves curves = runs.curves();
  CHECK(xs(curves.curves.at(0)) == std::vector<double>{0, 200});
  CHECK(ys(curves.curves.at(0)) == std::vector<double>{3, 1.5});
  CHECK(curves.notes ==
        std::vector<std::string>{
            "baseline: the mean ends at iteration 200, the last that all 2 runs have; the longest "
            "run has 300.",
            "baseline: 1 iteration that not all 2 runs measured is not drawn."});
}

TEST_CASE("runs without a common row are not averaged", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = metrics_row(1, "2")});
  runs.add({.seed = 1, .rows = metrics_row(2, "2")});
  CHECK_THAT(runs.error(),
             contains("there is nothing to plot. baseline: no iteration has a row in all 2 runs; "
                      "--each draws them."));
  CHECK(runs.curves({.each = true}).curves.size() == 2);
}

TEST_CASE("seconds are the mean at each iteration", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = metrics_row(0, "2", 0) + metrics_row(10, "1", 3)});
  runs.add({.seed = 1, .rows = metrics_row(0, "2", 0) + metrics_row(10, "1", 4)});
  CHECK(xs(runs.curves({.x = CurveX::seconds}).curves.at(0)) == std::vector<double>{0, 3.5});
}

TEST_CASE("an epoch's point is its first row", "[plot]") {
  Runs runs;
  runs.add({.rows = "0,0,4,0.5,,,1,0.5,0\n5,0,3,0.5,,,1,0.5,0\n10,1,2,0.5,,,1,0.5,0\n"
                    "15,1,1,0.5,,,1,0.5,0\n"});
  const LearningCurves curves = runs.curves({.x = CurveX::epoch});
  CHECK(xs(curves.curves.at(0)) == std::vector<double>{0, 1});
  CHECK(ys(curves.curves.at(0)) == std::vector<double>{4, 2});
}

TEST_CASE("runs that are not finished are never averaged, and counted in a note", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = rows({"2", "1"})});
  runs.add({.seed = 1, .status = "interrupted", .rows = rows({"20", "10"})});
  runs.add({.seed = 2, .status = "diverged", .rows = rows({"20", "nan"})});
  const LearningCurves curves = runs.curves();
  CHECK(ys(curves.curves.at(0)) == std::vector<double>{2, 1});
  CHECK(curves.notes ==
        std::vector<std::string>{
            "baseline: the mean is over 1 of 3 seeds (1 interrupted, 1 diverged)."});
}

TEST_CASE("unfinished runs of a group without a finished one are lines of their own", "[plot]") {
  Runs runs;
  runs.add({.seed = 3, .status = "interrupted", .rows = rows({"2", "1"})});
  CHECK(legends(runs.curves()) == std::vector<std::string>{"baseline (interrupted, 100/1000)"});
  runs.add({.seed = 4, .status = "diverged", .rows = rows({"2", "inf"})});
  const LearningCurves curves = runs.curves();
  CHECK(legends(curves) == std::vector<std::string>{"baseline, seed 3 (interrupted, 100/1000)",
                                                    "baseline, seed 4 (diverged, 100/1000)"});
  CHECK(curves.curves[1].points[1].is_gap());
  CHECK(curves.notes == std::vector<std::string>{"1 value is not finite and leaves a gap."});
}

TEST_CASE("repeats of a seed count once, and --each draws them with their folders", "[plot]") {
  Runs runs;
  runs.add({.rows = rows({"2", "1"})});
  runs.add({.rows = rows({"2", "1"})});
  CHECK(runs.curves().notes ==
        std::vector<std::string>{
            "1 repeat of the same config and seed is not drawn; --each draws it."});
  CHECK(legends(runs.curves({.each = true})) ==
        std::vector<std::string>{"baseline, seed 0 (000)", "baseline, seed 0 (001)"});
}

TEST_CASE("of many groups the best are drawn", "[plot]") {
  Runs runs;
  for (int i = 0; i < 10; ++i) {
    runs.add({.activation = fmt::format("a{}", i), .rows = rows({"2", "1"})}, 10 - i);
  }
  const LearningCurves curves = runs.curves();
  REQUIRE(curves.curves.size() == 8);
  CHECK(curves.curves.front().label == "a2");
  CHECK(curves.curves.back().label == "a9");
  CHECK(curves.notes ==
        std::vector<std::string>{"The best 8 of 10 curves are drawn, by their last train_loss; "
                                 "--top 10 draws all of them, and --where selects runs."});
  CHECK(runs.curves({.top = 10}).curves.size() == 10);
  CHECK(runs.curves({.metrics = {Metric::test_loss}}).notes.front() ==
        "The best 8 of 10 curves are drawn, by their last test_loss; --top 10 draws all of them, "
        "and --where selects runs. Caution: whoever chooses a setting by test figures needs other "
        "data to test it.");
}

TEST_CASE("several metrics share an axis if they are of one kind", "[plot]") {
  Runs runs;
  runs.add({.rows = rows({"2", "1"})});
  const LearningCurves curves =
      runs.curves({.metrics = {Metric::train_accuracy, Metric::test_accuracy}});
  CHECK(curves.y_title() == "accuracy");
  CHECK(legends(curves) == std::vector<std::string>{"baseline train_accuracy (1 seed)",
                                                    "baseline test_accuracy (1 seed)"});
  CHECK(runs.error({.metrics = {Metric::train_loss, Metric::test_accuracy}}) ==
        "train_loss and test_accuracy cannot share an axis; plot them one after the other.");
}

TEST_CASE("a metric that was not measured is an error or, for some curves, a note", "[plot]") {
  Runs runs;
  runs.add({.rows = rows({"2", "1"})});
  CHECK(runs.error({.metrics = {Metric::validation_loss}}) ==
        "there is nothing to plot. baseline has no validation_loss that can be drawn.");
  CHECK(runs.curves({.metrics = {Metric::train_loss, Metric::validation_loss}}).notes ==
        std::vector<std::string>{"baseline has no validation_loss that can be drawn."});
}

TEST_CASE("validation_accuracy is the default where it was measured", "[plot]") {
  Runs runs;
  runs.add({.status = "interrupted", .rows = "0,0,1,0.5,2,0.25,,,0\n"});
  CHECK(runs.curves().y_title() == "validation_accuracy");
}

TEST_CASE("a logarithmic axis has gaps for values that are not above 0", "[plot]") {
  Runs runs;
  runs.add({.rows = rows({"2", "0", "1"})});
  const LearningCurves curves = runs.curves({.logarithmic = true});
  CHECK(curves.curves.at(0).points[1].is_gap());
  CHECK(curves.notes ==
        std::vector<std::string>{
            "1 value is not above 0, which a logarithmic axis cannot show, and leaves a gap."});
  Runs zeros;
  zeros.add({.rows = rows({"0", "0"})});
  CHECK_THAT(zeros.error({.logarithmic = true}), contains("there is nothing to plot."));
}

TEST_CASE("losses too large to add up make gaps, not infinities", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = rows({"1e308", "1e200", "1"})});
  runs.add({.seed = 1, .rows = rows({"1.5e308", "3e200", "1"})});
  const LearningCurves curves = runs.curves();
  for (const auto& point : curves.curves.at(0).points) {
    CHECK_FALSE(std::isinf(point.y));
    if (point.band) CHECK(std::isfinite(point.band->high - point.band->low));
  }
}

TEST_CASE("a run without a usable metrics.csv is left out with a warning", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = rows({"2", "1"})});
  const fs::path missing = runs.add({.seed = 1, .rows = rows({"20", "10"})});
  const fs::path damaged = runs.add({.seed = 2, .rows = "0,0,x,0.5,,,1,0.5,0\n"});
  fs::remove(missing / "metrics.csv");
  const LearningCurves curves = runs.curves();
  CHECK(ys(curves.curves.at(0)) == std::vector<double>{2, 1});
  CHECK(legends(curves) == std::vector<std::string>{"baseline (1 seed)"});
  CHECK(curves.warnings ==
        std::vector<std::string>{
            (missing / "metrics.csv").string() + ": the file does not exist. The run is not drawn.",
            (damaged / "metrics.csv").string() +
                ":2: 'x' is not a number that train_loss can be. The run is not drawn."});
}

TEST_CASE("a cut last row, foreign columns and rows in any order are read", "[plot]") {
  Runs runs;
  const fs::path run = runs.add({.status = "interrupted"});
  write_file(run / "metrics.csv",
             "mine,iteration,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,"
             "test_loss,test_accuracy,seconds\n"
             "x,10,1,1,0.5,,,1,0.5,1\nx,0,0,2,0.5,,,1,0.5,0\nx,20,2,0.");
  CHECK(xs(runs.curves().curves.at(0)) == std::vector<double>{0, 10});
}

TEST_CASE("a legend shortens the label before the remark", "[plot]") {
  Runs runs;
  runs.add({.name = "a_very_long_name", .status = "interrupted", .rows = rows({"2", "1"})});
  const LearningCurves curves = runs.curves();
  const Curve& curve = curves.curves.at(0);
  CHECK(curves.legend(curve, 80) == "a_very_long_name (interrupted, 100/1000)");
  CHECK(curves.legend(curve, 35) == "a_very_lon… (interrupted, 100/1000)");
  CHECK(curves.legend(curve, 12) == "a_very_… (i…");
}

TEST_CASE("labels are printable and unique", "[plot]") {
  Runs runs;
  runs.add({.name = "a\x1b[31m\nb", .rows = rows({"2", "1"})});
  const LearningCurves curves = runs.curves();
  CHECK(curves.curves.at(0).label == "a?[31m?b");
}

TEST_CASE("a run without any row is only counted", "[plot]") {
  Runs runs;
  runs.add({.seed = 0, .rows = rows({"2", "1"})});
  runs.add({.activation = "tanh", .status = "failed"});
  CHECK(runs.curves().notes == std::vector<std::string>{"1 run without any metrics is not drawn."});
}

}  // namespace runner::learning_curves_test
