#include <algorithm>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::digits_dataset_test {

using runner::Dataset;
using runner::LoadedData;
using runner::test::load_plugin;

TEST_CASE("The digits are 5,000 images of 28 x 28 bytes without a test set", "[digits]") {
  const LoadedData data = load_plugin<Dataset>("digits")->load();
  CHECK(data.pool.count() == 5000);
  CHECK(data.pool.inputs() == 784);
  CHECK(data.shape == runner::InputShape{28, 28, 1});
  CHECK(data.scale == 255.0);
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("The digits have 500 examples of each class", "[digits]") {
  const LoadedData data = load_plugin<Dataset>("digits")->load();
  REQUIRE(data.pool.labels.size() == 5000);
  for (std::uint32_t label = 0; label < 10; ++label) {
    CHECK(std::ranges::count(data.pool.labels, label) == 500);
  }
}

TEST_CASE("The digits' classes are called 0 to 9", "[digits]") {
  CHECK(load_plugin<Dataset>("digits")->load().class_names ==
        std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
}

// gzip.open("plugins/datasets/digits/images.idx3-ubyte.gz").read()[16:], summed up with NumPy
TEST_CASE("The digits' pixels are those of the embedded file", "[digits]") {
  const LoadedData data = load_plugin<Dataset>("digits")->load();
  const auto& pixels = std::get<arma::Mat<std::uint8_t>>(data.pool.values);
  CHECK(arma::accu(arma::conv_to<arma::Mat<arma::uword>>::from(pixels)) == 67'616'410);
  CHECK(arma::accu(arma::conv_to<arma::Mat<arma::uword>>::from(pixels.col(4999))) == 17'323);
}

}  // namespace runner::test::digits_dataset_test
