// Successive halving: its rungs, and which trials are promoted.
#include "sweep/plan/halving.hpp"

#include <limits>

#include "support/catch.hpp"
#include "sweep/plan/stages.hpp"

namespace runner::halving_test {
namespace {

using Numbers = std::vector<std::uint64_t>;
using Places = std::vector<std::size_t>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

SweepPlan plan_with(Numbers rungs, std::uint64_t eta) {
  SweepPlan plan;
  plan.rungs = std::move(rungs);
  plan.eta = eta;
  return plan;
}

}  // namespace

TEST_CASE("rungs are eta times apart, and the last one is the end", "[halving]") {
  CHECK(halving_rungs(10, 3, 90) == Numbers{10, 30, 90});
  CHECK(halving_rungs(10, 3, 91) == Numbers{10, 30, 90, 91});
  CHECK(halving_rungs(10, 3, 100) == Numbers{10, 30, 90, 100});
  CHECK(halving_rungs(10, 1000, 11) == Numbers{10, 11});
  CHECK(halving_rungs(1, 2, 2) == Numbers{1, 2});
}

TEST_CASE("one trial in eta is promoted, rounded down, and at least one", "[halving]") {
  CHECK(promoted_count(9, 3) == 3);
  CHECK(promoted_count(8, 3) == 2);
  CHECK(promoted_count(3, 3) == 1);
  CHECK(promoted_count(2, 3) == 1);
  CHECK(promoted_count(1, 3) == 1);
}

TEST_CASE("a lower loss and a higher accuracy are better, equal ones are not", "[halving]") {
  CHECK(is_better(Metric::validation_loss, 1, 2));
  CHECK_FALSE(is_better(Metric::validation_loss, 2, 1));
  CHECK_FALSE(is_better(Metric::validation_loss, 1, 1));
  CHECK(is_better(Metric::validation_accuracy, 2, 1));
  CHECK_FALSE(is_better(Metric::validation_accuracy, 1, 2));
  CHECK_FALSE(is_better(Metric::validation_accuracy, 1, 1));
}

TEST_CASE("NaN is worse than any number", "[halving]") {
  for (const auto metric : {Metric::validation_loss, Metric::validation_accuracy}) {
    CAPTURE(to_text(metric));
    for (const double number : {-infinity, 0.0, infinity}) {
      CHECK(is_better(metric, number, nan));
      CHECK_FALSE(is_better(metric, nan, number));
    }
    CHECK_FALSE(is_better(metric, nan, nan));
  }
}

TEST_CASE("the best are promoted, in their original order", "[halving]") {
  const std::vector<Candidate> six = {{"f", 0.3}, {"e", 0.1}, {"d", 0.6},
                                      {"c", 0.2}, {"b", 0.5}, {"a", 0.4}};
  CHECK(promote(six, Metric::validation_accuracy, 2) == Places{2, 4, 5});
  CHECK(promote(six, Metric::validation_accuracy, 3) == Places{2, 4});
  CHECK(promote(six, Metric::validation_loss, 3) == Places{1, 3});
  CHECK(promote(six, Metric::validation_loss, 7) == Places{1});
}

TEST_CASE("of equal ones those with the smallest ids are promoted", "[halving]") {
  const std::vector<Candidate> duplicates = {{"d", 0.5}, {"a", 0.5}, {"c", 0.5}, {"b", 0.5}};
  CHECK(promote(duplicates, Metric::validation_accuracy, 2) == Places{1, 3});
  CHECK(promote(duplicates, Metric::validation_loss, 4) == Places{1});
  const std::vector<Candidate> mixed = {{"d", 0.5}, {"a", 0.5}, {"c", 0.7}, {"b", 0.1}};
  CHECK(promote(mixed, Metric::validation_accuracy, 2) == Places{1, 2});
}

TEST_CASE("failed trials are never promoted, even if fewer are then", "[halving]") {
  const std::vector<Candidate> few = {{"a", {}}, {"b", 0.1}, {"c", {}},
                                      {"d", {}}, {"e", {}},  {"f", {}}};
  CHECK(promote(few, Metric::validation_accuracy, 2) == Places{1});
  CHECK(promote({{"a", {}}, {"b", {}}}, Metric::validation_accuracy, 2).empty());
  CHECK(promote({}, Metric::validation_accuracy, 2).empty());
}

TEST_CASE("failed trials count towards how many are promoted", "[halving]") {
  const std::vector<Candidate> six = {{"a", {}},  {"b", 0.1}, {"c", 0.2},
                                      {"d", 0.3}, {"e", {}},  {"f", 0.4}};
  CHECK(promote(six, Metric::validation_accuracy, 2) == Places{2, 3, 5});
}

TEST_CASE("NaN is promoted only if nothing better remains", "[halving]") {
  const std::vector<Candidate> four = {{"a", nan}, {"b", infinity}, {"c", {}}, {"d", nan}};
  CHECK(promote(four, Metric::validation_loss, 4) == Places{1});
  CHECK(promote(four, Metric::validation_loss, 2) == Places{0, 1});
}

TEST_CASE("without rungs a sweep is one stage to the end", "[halving]") {
  const auto plan = plan_with({}, 0);
  const auto stages = stages_of(plan);
  REQUIRE(stages.size() == 1);
  CHECK(stages[0].iterations == 0);
  CHECK(stages[0].is_last);
  CHECK(stages[0].weight == 1);
  CHECK(work_after(plan, stages[0], 9) == 0);
}

TEST_CASE("each rung is a stage, weighted by its iterations since the one before", "[halving]") {
  const auto stages = stages_of(plan_with({10, 30, 90}, 3));
  REQUIRE(stages.size() == 3);
  const std::uint64_t ends[] = {10, 30, 90};
  const double weights[] = {10, 20, 60};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(stages[i].iterations == ends[i]);
    CHECK(stages[i].weight == weights[i]);
    CHECK(stages[i].is_last == (i == 2));
  }
}

TEST_CASE("the work after a stage is that of the promoted trials", "[halving]") {
  const auto plan = plan_with({10, 30, 90}, 3);
  const auto stages = stages_of(plan);
  CHECK(work_after(plan, stages[0], 9) == 3 * 20 + 1 * 60);
  CHECK(work_after(plan, stages[0], 2) == 1 * 20 + 1 * 60);
  CHECK(work_after(plan, stages[1], 3) == 1 * 60);
  CHECK(work_after(plan, stages[2], 1) == 0);
}

}  // namespace runner::halving_test
