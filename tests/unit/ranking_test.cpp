// The order of groups, and their differences over common seeds.
#include "compare/ranking.hpp"

#include "compare/group_differences.hpp"
#include "support/catch.hpp"
#include "support/measured_runs.hpp"

namespace runner::test::ranking_test {

using runner::compare_groups;
using runner::default_ranking_metric;
using runner::DifferenceOptions;
using runner::make_groups;
using runner::MeasuredRun;
using runner::Metric;
using runner::ranked;
using runner::RunGroups;
using runner::test::measured_run;
using runner::test::MetricValues;
using runner::test::seeded_run;

namespace {

MeasuredRun run(const std::string& activation, const MetricValues& values) {
  return measured_run("s", {{"seed", "0"}, {"network.activation", activation}}, values);
}

using Order = std::vector<std::size_t>;

}  // namespace

TEST_CASE("Groups are ranked by validation accuracy where it was measured, else by training loss",
          "[ranking]") {
  CHECK(default_ranking_metric(make_groups({run("relu", {{"test_accuracy", 0.9}})})) ==
        Metric::train_loss);
  CHECK(default_ranking_metric(make_groups(
            {run("relu", {{"train_loss", 1}}), run("tanh", {{"validation_accuracy", 0.9}})})) ==
        Metric::validation_accuracy);
}

TEST_CASE("The best mean comes first: the highest accuracy, the lowest loss", "[ranking]") {
  const auto groups = make_groups({seeded_run("relu", 0, 0.5), seeded_run("tanh", 0, 0.7),
                                   seeded_run("sigmoid", 0, 0.6), seeded_run("relu", 1, 0.4)});
  CHECK(ranked(groups, Metric::test_accuracy) == Order{1, 2, 0});
  CHECK(ranked(groups, Metric::train_loss) == Order{1, 2, 0});
}

TEST_CASE("Accuracies that tie are ranked by their loss", "[ranking]") {
  const auto groups =
      make_groups({run("relu", {{"validation_accuracy", 0.9}, {"validation_loss", 0.3}}),
                   run("tanh", {{"validation_accuracy", 0.9}, {"validation_loss", 0.2}}),
                   run("sigmoid", {{"validation_accuracy", 0.9}, {"validation_loss", 0.3}})});
  CHECK(ranked(groups, Metric::validation_accuracy) == Order{1, 0, 2});
}

TEST_CASE("Groups on the same data stand together, those without a value last", "[ranking]") {
  auto other = seeded_run("swish", 0, 0.99);
  other.record.manifest.data->sha256 = "bbbb";
  const auto groups =
      make_groups({run("elu", {}), seeded_run("relu", 0, 0.5), other, seeded_run("tanh", 0, 0.7)});
  CHECK(ranked(groups, Metric::test_accuracy) == Order{3, 1, 0, 2});
}

TEST_CASE("Differences are over common seeds, the higher ranked minus the other", "[ranking]") {
  const auto groups = make_groups({seeded_run("relu", 0, 0.5), seeded_run("relu", 1, 0.6),
                                   seeded_run("relu", 2, 0.6), seeded_run("tanh", 1, 0.7),
                                   seeded_run("tanh", 2, 0.9), seeded_run("tanh", 3, 0.1)});
  const auto family = compare_groups(groups, {1, 0}, Metric::test_accuracy, {});
  REQUIRE(family.pairs.size() == 1);
  const auto& pair = family.pairs[0];
  CHECK(pair.first == 1);
  CHECK(pair.second == 0);
  CHECK(pair.spread.count == 2);
  CHECK(pair.spread.mean == Approx(0.2));
  CHECK(pair.won == 1);
  CHECK(pair.p == 0.5);
}

TEST_CASE("Ties count half as won", "[ranking]") {
  const auto groups = make_groups({seeded_run("relu", 0, 0.5), seeded_run("relu", 1, 0.6),
                                   seeded_run("tanh", 0, 0.5), seeded_run("tanh", 1, 0.7)});
  CHECK(compare_groups(groups, {1, 0}, Metric::test_accuracy, {}).pairs[0].won == 0.75);
  CHECK(compare_groups(groups, {1, 0}, Metric::train_loss, {}).pairs[0].won == 0.75);
}

TEST_CASE("Pairs without a common seed, and pairs on other data, are not compared", "[ranking]") {
  auto other = seeded_run("swish", 0, 0.99);
  other.record.manifest.data->sha256 = "bbbb";
  const auto groups = make_groups({seeded_run("relu", 0, 0.5), seeded_run("tanh", 1, 0.5), other});
  const auto family = compare_groups(groups, {0, 1, 2}, Metric::test_accuracy, {});
  CHECK(family.pairs.empty());
  CHECK(family.comparable_pairs == 1);
}

TEST_CASE("p is adjusted over all pairs, and against one group over its pairs alone", "[ranking]") {
  std::vector<MeasuredRun> runs;
  for (int seed = 0; seed < 8; ++seed) {
    runs.push_back(seeded_run("relu", seed, 0.5 + 0.001 * seed));
    runs.push_back(seeded_run("tanh", seed, 0.6 + 0.002 * seed));
    runs.push_back(seeded_run("elu", seed, 0.7 + 0.003 * seed));
  }
  const auto groups = make_groups(runs);
  const auto all = compare_groups(groups, {2, 1, 0}, Metric::test_accuracy, {});
  REQUIRE(all.pairs.size() == 3);
  for (const auto& pair : all.pairs) {
    CHECK(pair.p == 2.0 / 256);
    CHECK(pair.adjusted_p == 3 * 2.0 / 256);
    CHECK(pair.is_significant());
  }
  DifferenceOptions options;
  options.against = find_group(groups, "relu");
  const auto one = compare_groups(groups, {2, 1, 0}, Metric::test_accuracy, options);
  REQUIRE(one.pairs.size() == 2);
  CHECK(one.pairs[0].adjusted_p == 2 * 2.0 / 256);
}

TEST_CASE("More pairs than one thread's share are compared like few", "[ranking]") {
  std::vector<MeasuredRun> runs;
  for (int group = 0; group < 60; ++group) {
    for (int seed = 0; seed < 3; ++seed) {
      runs.push_back(seeded_run("a" + std::to_string(group), seed, 0.01 * group));
    }
  }
  const auto groups = make_groups(runs);
  const auto family =
      compare_groups(groups, ranked(groups, Metric::test_accuracy), Metric::test_accuracy, {});
  REQUIRE(family.pairs.size() == 60 * 59 / 2);
  for (const auto& pair : family.pairs) {
    CHECK(pair.spread.mean ==
          Approx(0.01 * (static_cast<double>(pair.first) - static_cast<double>(pair.second))));
    CHECK(pair.p == 0.25);
  }
}

}  // namespace runner::test::ranking_test
