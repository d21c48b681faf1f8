// What counts as identical, close and different; the expectations follow from the header.
#include "compare/result_differences.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

namespace runner::result_differences_test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

MetricsRow row(std::uint64_t iteration, double train_loss, double seconds = 0) {
  MetricsRow result;
  result.iteration = iteration;
  result.train = {train_loss, 0.5};
  result.seconds = seconds;
  return result;
}

MetricsComparison compare_losses(double first, double second) {
  return compare_metrics(std::vector{row(0, first)}, std::vector{row(0, second)});
}

using Arrays = std::vector<NamedArray>;

Arrays one_array(std::vector<double> numbers, std::string name = "W1") {
  return {vector_array(std::move(name), std::move(numbers))};
}

Agreement agreement(const Arrays& first, const Arrays& second) {
  const Agreement result = compare_weights(first, second).agreement;
  CHECK(compare_weights(second, first).agreement == result);
  return result;
}

PredictionsComparison compare_confidences(double first, double second) {
  return compare_predictions(std::vector{PredictionLine{0, 1, 1, first}},
                             std::vector{PredictionLine{0, 1, 1, second}});
}

}  // namespace

TEST_CASE("Metrics are identical, close to 1e-9 of the larger one, or different", "[compare]") {
  CHECK(compare_losses(0.5, 0.5).agreement() == Agreement::identical);
  CHECK(compare_losses(nan, -nan).agreement() == Agreement::identical);
  CHECK(compare_losses(inf, inf).agreement() == Agreement::identical);
  CHECK(compare_losses(0.5, std::nextafter(0.5, 1)).agreement() == Agreement::close);
  CHECK(compare_losses(1e300, 1e300 * (1 + 9e-10)).agreement() == Agreement::close);
  CHECK(compare_losses(0.5, 0.5 * (1 + 2e-9)).agreement() == Agreement::different);
  CHECK(compare_losses(0, 1e-300).agreement() == Agreement::different);
  CHECK(compare_losses(0.5, nan).agreement() == Agreement::different);
}

TEST_CASE("An infinite metric is close to no other value", "[compare]") {
  CHECK(compare_losses(inf, 0.5).agreement() == Agreement::different);
  CHECK(compare_losses(0.5, inf).agreement() == Agreement::different);
  CHECK(compare_losses(inf, -inf).agreement() == Agreement::different);
  CHECK(compare_losses(1e308, -1e308).agreement() == Agreement::different);
}

TEST_CASE("Rows of metrics are compared without seconds, iteration by iteration", "[compare]") {
  const std::vector first{row(0, 1, 1), row(2, 2), row(4, 3), row(6, 4)};
  const std::vector second{row(0, 1, 9), row(3, 2), row(4, std::nextafter(3, 4)), row(6, 5)};
  const auto all = compare_metrics(first, second);
  CHECK(all.common_rows == 3);
  CHECK(all.rows_of_one == 2);
  CHECK(all.first_of_one == 2);
  CHECK(all.first_different() == 2);
  CHECK(all.first_gap->iteration == 4);
  CHECK(all.first_far->iteration == 6);
  CHECK(all.agreement() == Agreement::different);
  const auto start = compare_metrics(first, second, 1);
  CHECK(start.common_rows == 1);
  CHECK(start.rows_of_one == 0);
  CHECK(start.agreement() == Agreement::identical);
}

TEST_CASE("Weights are close if they differ by at most 1e-9 of the array's largest", "[compare]") {
  CHECK(agreement(one_array({1, 2}), one_array({1, 2})) == Agreement::identical);
  CHECK(agreement(one_array({1e-12, 2}), one_array({0, 2})) == Agreement::close);
  CHECK(agreement(one_array({0.0, 2}), one_array({-0.0, 2})) == Agreement::close);
  CHECK(agreement(one_array({1e-8, 2}), one_array({0, 2})) == Agreement::different);
  CHECK(agreement(one_array({1, 2}), one_array({1, 2, 3})) == Agreement::different);
  CHECK(agreement(one_array({1, 2}), one_array({1, 2}, "b1")) == Agreement::different);
  const Arrays floats{vector_array("W1", std::vector<float>{1, 2})};
  CHECK(agreement(one_array({1, 2}), floats) == Agreement::different);
}

TEST_CASE("Weights that are not finite are close to no other weights", "[compare]") {
  CHECK(agreement(one_array({nan, 2}), one_array({nan, 2})) == Agreement::identical);
  CHECK(agreement(one_array({nan, 2}), one_array({-nan, 2})) == Agreement::identical);
  CHECK(agreement(one_array({inf, 2}), one_array({inf, 2})) == Agreement::identical);
  CHECK(agreement(one_array({1, 2}), one_array({nan, 2})) == Agreement::different);
  CHECK(agreement(one_array({1, 2}), one_array({1, nan})) == Agreement::different);
  CHECK(agreement(one_array({1, 2}), one_array({inf, 2})) == Agreement::different);
  CHECK(agreement(one_array({inf, 2}), one_array({-inf, 2})) == Agreement::different);
  CHECK(agreement(one_array({inf, 2}), one_array({inf, 3})) == Agreement::different);
  CHECK(agreement(one_array({1e308}), one_array({-1e308})) == Agreement::different);
}

TEST_CASE("The array named is the one that is not finite in one run alone", "[compare]") {
  Arrays first = one_array({1});
  Arrays second = one_array({std::nextafter(1, 2)});
  first.push_back(vector_array("b1", std::vector<double>{1}));
  second.push_back(vector_array("b1", std::vector<double>{nan}));
  CHECK(agreement(first, second) == Agreement::different);
  CHECK(compare_weights(first, second).array == "b1");
}

TEST_CASE("Predictions of the same classes are close, whatever their confidences", "[compare]") {
  CHECK(compare_confidences(0.9, 0.9).agreement() == Agreement::identical);
  CHECK(compare_confidences(0.9, 0.5).agreement() == Agreement::close);
  const auto other = compare_predictions(std::vector{PredictionLine{0, 1, 1, 0.9}},
                                         std::vector{PredictionLine{0, 1, 2, 0.9}});
  CHECK(other.different == 1);
  CHECK(other.agreement() == Agreement::different);
}

}  // namespace runner::result_differences_test
