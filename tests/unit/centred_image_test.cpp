#include "formats/centred_image.hpp"

#include <runner/dataset.hpp>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "support/skip.hpp"

namespace runner::centred_image_test {
namespace {

using formats::centre_ink;
using formats::Image;

Image black(std::size_t rows, std::size_t columns, std::size_t channels = 1) {
  return {rows, columns, channels, std::vector<std::uint8_t>(rows * columns * channels, 0)};
}

}  // namespace

TEST_CASE("Images of MNIST, which were centred by their makers, stay as they are", "[image]") {
  const auto folder = test::mnist_folder();
  if (!folder) return;
  const LoadedData data =
      test::load_plugin<Dataset>("idx", {{"images", *folder + "/train-images-idx3-ubyte.gz"},
                                         {"labels", *folder + "/train-labels-idx1-ubyte.gz"},
                                         {"limit", std::int64_t{1000}}})
          ->load();
  const auto& pixels = std::get<arma::Mat<std::uint8_t>>(data.pool.values);
  int unchanged = 0;
  for (arma::uword i = 0; i < pixels.n_cols; ++i) {
    const Image image{28, 28, 1, {pixels.colptr(i), pixels.colptr(i) + 784}};
    const Image centred = centre_ink(image, 28, 28);
    const bool same = std::ranges::equal(image.values, centred.values, [](int before, int after) {
      return before == after || (before < 26 && after == 0);  // the faintest are not ink
    });
    if (same) ++unchanged;
  }
  CHECK(unchanged >= 950);
}

TEST_CASE("Ink is scaled to 20 of 28 pixels and its centre of mass is centred", "[image]") {
  Image image = black(100, 60);
  for (std::size_t row = 10; row < 50; ++row) {  // a bar of 40 x 8
    for (std::size_t column = 50; column < 58; ++column) image.values[row * 60 + column] = 200;
  }
  const Image centred = centre_ink(image, 28, 28);
  for (std::size_t row = 0; row < 28; ++row) {
    for (std::size_t column = 0; column < 28; ++column) {
      const bool inside = row >= 5 && row < 25 && column >= 13 && column < 17;
      CHECK(centred.values[row * 28 + column] == (inside ? 200 : 0));
    }
  }
}

TEST_CASE("Noise of the paper is not ink", "[image]") {
  Image image = black(28, 28);
  image.values[0] = 19;  // below a tenth of 200
  for (std::size_t row = 4; row < 24; ++row) image.values[row * 28 + 14] = 200;
  CHECK(centre_ink(image, 28, 28).values[0] == 0);
  CHECK(centre_ink(image, 28, 28).values[5 * 28 + 14] == 200);
}

TEST_CASE("An image without ink becomes black, whatever its size", "[image]") {
  CHECK(centre_ink(black(1, 1), 28, 28).values == black(28, 28).values);
  CHECK(centre_ink(black(9, 5, 3), 2, 3).values == black(2, 3, 3).values);
}

TEST_CASE("Colours move together", "[image]") {
  Image image = black(3, 3, 3);
  image.values[0] = 250;  // a red pixel in the corner
  const Image centred = centre_ink(image, 3, 3);
  CHECK(std::accumulate(centred.values.begin(), centred.values.end(), 0) >= 250);
  CHECK(centred.values[1 * 9 + 1 * 3] == 250);
  CHECK(centred.values[1 * 9 + 1 * 3 + 1] == 0);
}

}  // namespace runner::centred_image_test
