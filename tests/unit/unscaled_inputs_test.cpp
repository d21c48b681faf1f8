#include "data/unscaled_inputs.hpp"

#include <runner/dataset.hpp>

#include "data/split.hpp"
#include "support/catch.hpp"

namespace runner::unscaled_inputs_test {
namespace {

// Of data with two inputs and an example a column, of which the last is not a training example.
template <typename Element>
std::string warning(std::initializer_list<std::initializer_list<Element>> values, double scale,
                    const std::vector<std::string>& names = {}) {
  Examples examples;
  arma::Mat<Element> matrix(values);
  examples.labels.resize(matrix.n_cols);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row + 1 < matrix.n_cols; ++row) rows.push_back(row);
  examples.values = std::move(matrix);
  return unscaled_inputs_warning({&examples, rows}, scale, names);
}

}  // namespace

TEST_CASE("inputs whose root mean square is above 10 are counted, and the largest is named") {
  CHECK(warning<double>({{0, 40, 1e9}, {-3000, 4000, 0}}, 2,
                        {"age",
                         "in\x01"
                         "come"}) ==
        "2 of the 2 inputs are far outside [-1, 1]: the values of input 2 ('in?come') are about "
        "1.77e+03 in size. Networks seldom learn from such inputs; set `standardize: true`, or "
        "scale the data.");
  CHECK(warning<float>({{1, 1, 1}, {11, -11, 0}}, 1) ==
        "1 of the 2 inputs is far outside [-1, 1]: the values of input 2 are about 11 in size. "
        "Networks seldom learn from such inputs; set `standardize: true`, or scale the data.");
}

TEST_CASE("inputs up to 10, single outliers and other sets are not warned of") {
  CHECK(warning<double>({{10, -10, 1e9}, {0, 0, 1e9}}, 1) == "");
  CHECK(warning<double>({{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 39, 0},
                         {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
                        1) == "");
}

TEST_CASE("bytes count after their scale") {
  CHECK(warning<std::uint8_t>({{255, 255, 0}, {0, 255, 0}}, 255) == "");
  CHECK(warning<std::uint8_t>({{255, 255, 0}, {0, 9, 0}}, 1).starts_with("1 of the 2 inputs is"));
}

}  // namespace runner::unscaled_inputs_test
