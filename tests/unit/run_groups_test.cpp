#include "compare/run_groups.hpp"

#include "base/error.hpp"
#include "compare/setting_columns.hpp"
#include "support/catch.hpp"
#include "support/measured_runs.hpp"

namespace runner::test::run_groups_test {

using runner::make_groups;
using runner::MeasuredRun;
using runner::Metric;
using runner::RunGroups;
using runner::RunStatus;
using runner::test::measured_run;
using runner::test::seeded_run;

namespace {

using Names = std::vector<std::string>;

Names labels(const RunGroups& groups) {
  Names names;
  for (const auto& group : groups.groups) names.push_back(group.label);
  return names;
}

Names units(const RunGroups& groups, std::size_t group) {
  Names names;
  for (const auto& observation : groups.groups[group].observations) {
    names.push_back(observation.unit);
  }
  return names;
}

// A run of a sweep with these settings, seed 0.
MeasuredRun setting(const FlatConfig& config, int seed = 0) {
  FlatConfig whole{{"seed", std::to_string(seed)}};
  whole.insert(whole.end(), config.begin(), config.end());
  return measured_run("s", whole, {{"test_accuracy", 0.5}});
}

Names labels_of(const std::vector<FlatConfig>& settings) {
  std::vector<MeasuredRun> runs;
  for (const auto& config : settings) runs.push_back(setting(config));
  return labels(make_groups(runs));
}

}  // namespace

TEST_CASE("Runs that differ in their seed alone are a group, sorted by the seed's value",
          "[run_groups]") {
  const auto groups = make_groups({seeded_run("tanh", 10, 0.1), seeded_run("relu", 2, 0.2),
                                   seeded_run("tanh", 2, 0.3), seeded_run("tanh", 1, 0.4)});
  CHECK(labels(groups) == Names{"tanh", "relu"});
  CHECK(units(groups, 0) == Names{"1", "2", "10"});
  CHECK(values_of(groups, groups.groups[0], Metric::test_accuracy) ==
        std::vector<double>{0.4, 0.3, 0.1});
  CHECK(groups.keys == Names{"network.activation"});
}

TEST_CASE("Names and keys that change no result do not separate groups", "[run_groups]") {
  auto other = seeded_run("relu", 1, 0.2);
  other.record.manifest.name = "other";
  other.record.config[0].second = "other";
  other.record.config.emplace_back("checkpoint_every", "7");
  other.record.config.emplace_back("standardize", "false");
  CHECK(make_groups({seeded_run("relu", 0, 0.1), other}).groups.size() == 1);
}

TEST_CASE("The data's hash separates groups, and stands for the dataset's options",
          "[run_groups]") {
  auto moved = seeded_run("relu", 1, 0.2);
  moved.record.config.emplace_back("dataset.file", "/elsewhere");
  CHECK(make_groups({seeded_run("relu", 0, 0.1), moved}).groups.size() == 1);
  moved.record.manifest.data->sha256 = "bbbb";
  const auto groups = make_groups({seeded_run("relu", 0, 0.1), moved});
  REQUIRE(groups.groups.size() == 2);
  CHECK(groups.groups[1].data_sha256 == "bbbb");
}

TEST_CASE("A run that ended before its data were known joins the group of its config",
          "[run_groups]") {
  auto failed = seeded_run("relu", 1, 0.2);
  failed.record.manifest.data.reset();
  failed.record.status = RunStatus::failed;
  failed.row.reset();
  const auto groups = make_groups({failed, seeded_run("relu", 0, 0.1), seeded_run("tanh", 0, 0.1)});
  REQUIRE(groups.groups.size() == 2);
  CHECK(groups.groups[0].units() == 2);
  CHECK(groups.groups[0].incomplete.at(RunStatus::failed) == 1);
  CHECK(make_groups({failed}).groups.size() == 1);
}

TEST_CASE("Repeats of a seed are one observation, and those with other metrics are counted",
          "[run_groups]") {
  auto later = seeded_run("relu", 0, 0.3);
  later.record.manifest.started = "2026-01-02T00:00:00Z";
  const auto groups = make_groups({seeded_run("relu", 0, 0.1), later, seeded_run("relu", 0, 0.3)});
  REQUIRE(groups.groups.size() == 1);
  const auto& group = groups.groups[0];
  CHECK(values_of(groups, group, Metric::test_accuracy) == std::vector<double>{0.3});
  CHECK(group.repeats == 2);
  CHECK(group.unequal_repeats == 1);
}

TEST_CASE("Repeats that took longer are equal", "[run_groups]") {
  auto slower = seeded_run("relu", 0, 0.1);
  slower.row->seconds = 99;
  const auto groups = make_groups({seeded_run("relu", 0, 0.1), slower});
  CHECK(groups.groups[0].repeats == 1);
  CHECK(groups.groups[0].unequal_repeats == 0);
}

TEST_CASE("A seed that did not finish counts only if no other run of it did", "[run_groups]") {
  auto killed = seeded_run("relu", 0, 0.1);
  killed.record.status = RunStatus::killed;
  auto diverged = seeded_run("relu", 1, 0.1);
  diverged.record.status = RunStatus::diverged;
  const auto groups = make_groups({killed, seeded_run("relu", 0, 0.2), diverged});
  const auto& group = groups.groups[0];
  CHECK(units(groups, 0) == Names{"0"});
  CHECK(group.incomplete == std::map<RunStatus, std::uint64_t>{{RunStatus::diverged, 1}});
  CHECK(group.units() == 2);
}

TEST_CASE("Unreadable runs are in no group", "[run_groups]") {
  MeasuredRun broken;
  broken.record.status = RunStatus::unreadable;
  const auto groups = make_groups({broken, seeded_run("relu", 0, 0.1)});
  CHECK(groups.runs.size() == 2);
  REQUIRE(groups.groups.size() == 1);
  CHECK(groups.groups[0].runs == std::vector<std::size_t>{1});
}

TEST_CASE("Values that are not finite or not measured are left out", "[run_groups]") {
  auto infinite = seeded_run("relu", 1, 0.2);
  infinite.row->test->accuracy = std::numeric_limits<double>::infinity();
  const auto groups = make_groups({seeded_run("relu", 0, 0.1), infinite});
  CHECK(values_of(groups, groups.groups[0], Metric::test_accuracy) == std::vector<double>{0.1});
  CHECK(values_of(groups, groups.groups[0], Metric::validation_loss).empty());
}

TEST_CASE("Groups can be over another key than the seed, a plugin with its options",
          "[run_groups]") {
  const std::vector<MeasuredRun> runs = {
      setting({{"network.activation", "relu"}, {"iterations", "9"}}, 1),
      setting(
          {{"network.activation", "swish"}, {"network.activation.beta", "2"}, {"iterations", "9"}},
          1),
      setting({{"network.activation", "relu"}, {"iterations", "9"}}, 2)};
  const auto groups = make_groups(runs, "network.activation");
  CHECK(labels(groups) == Names{"seed 1", "seed 2"});
  CHECK(units(groups, 0) == Names{"relu", "swish"});
  CHECK_THROWS_WITH(make_groups(runs, "iteration"),
                    "--over iteration: none of these runs has this key in its config. Did you mean "
                    "'iterations'?");
}

TEST_CASE("Groups that are experiments of their own have the experiments' names", "[run_groups]") {
  CHECK(labels(make_groups({measured_run("a", {{"seed", "1"}, {"network.activation", "relu"}}, {}),
                            measured_run("b", {{"seed", "1"}, {"network.activation", "tanh"}},
                                         {})})) == Names{"a", "b"});
}

TEST_CASE("Groups of one experiment are called by what differs", "[run_groups]") {
  CHECK(labels_of({{{"optimizer.alpha", "0.1"}}, {{"optimizer.alpha", "1"}}}) ==
        Names{"alpha 0.1", "alpha 1"});
  CHECK(labels_of({{{"network.activation", "relu"}, {"optimizer.alpha", "0.1"}},
                   {{"network.activation", "tanh"}, {"optimizer.alpha", "1"}}}) ==
        Names{"relu, alpha 0.1", "tanh, alpha 1"});
  CHECK(labels_of({{{"batch_size", "all"}}, {{"batch_size", "64"}}}) ==
        Names{"all", "batch_size 64"});
  CHECK(labels_of({{{"standardize", "true"}}, {{"standardize", "false"}}, {}}) ==
        Names{"standardize true", "standardize false"});
  CHECK(labels_of({{}, {}}) == Names{"s"});
}

TEST_CASE("Options that differ stand behind the plugins that differ", "[run_groups]") {
  CHECK(labels_of({{{"optimizer", "adam"}, {"optimizer.alpha", "0.01"}, {"optimizer.beta1", "0.9"}},
                   {{"optimizer", "adam"}, {"optimizer.alpha", "0.1"}, {"optimizer.beta1", "0.9"}},
                   {{"optimizer", "momentum"},
                    {"optimizer.alpha", "0.1"},
                    {"optimizer.momentum", "0.9"}}}) ==
        Names{"adam(alpha 0.01)", "adam(alpha 0.1)", "momentum(alpha 0.1)"});
}

TEST_CASE("Numbers with many digits are shown in four, if that tells them apart", "[run_groups]") {
  CHECK(labels_of({{{"optimizer.alpha", "0.012345678901"}}, {{"optimizer.alpha", "0.3"}}}) ==
        Names{"alpha 0.01235", "alpha 0.3"});
  CHECK(labels_of(
            {{{"optimizer.alpha", "0.012345678901"}}, {{"optimizer.alpha", "0.012345678902"}}}) ==
        Names{"alpha 0.012345678901", "alpha 0.012345678902"});
  CHECK(labels_of({{{"dataset", "123456789abc"}}, {{"dataset", "csv"}}}) ==
        Names{"123456789abc", "csv"});
}

TEST_CASE("Groups that differ in their data alone are called by its hash", "[run_groups]") {
  auto other = seeded_run("relu", 0, 0.1);
  other.record.manifest.data->sha256 = "0123456789abcdef";
  CHECK(labels(make_groups({seeded_run("relu", 0, 0.1), other})) ==
        Names{"data aaaa", "data 01234567"});
}

TEST_CASE("Keys are shown by their last part, but an option of the network keeps its part's name",
          "[run_groups]") {
  CHECK(short_keys({"optimizer.alpha", "optimizer.decay"}) == Names{"alpha", "decay"});
  CHECK(short_keys({"network.activation"}) == Names{"activation"});
  CHECK(short_keys({"network.activation.alpha"}) == Names{"activation.alpha"});
  CHECK(short_keys({"network.activation", "network.hidden_units"}) ==
        Names{"activation", "hidden_units"});
  CHECK(short_keys({"network.activation", "optimizer.alpha"}) == Names{"activation", "alpha"});
  CHECK(short_keys({"optimizer.alpha", "network.activation.alpha"}) ==
        Names{"alpha", "activation.alpha"});
  CHECK(short_keys({"optimizer.decay", "dataset.decay", "seed"}) ==
        Names{"optimizer.decay", "dataset.decay", "seed"});
  CHECK(short_keys({"seed"}) == Names{"seed"});
  CHECK(short_keys({}).empty());
}

}  // namespace runner::test::run_groups_test
