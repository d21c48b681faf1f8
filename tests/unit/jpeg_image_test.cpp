#include "formats/jpeg_image.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "formats/png_image.hpp"
#include "support/catch.hpp"
#include "support/jpeg_bytes.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::jpeg_image_test {

using runner::Error;
using runner::formats::Image;
using runner::formats::is_jpeg;
using runner::formats::read_jpeg;
using runner::formats::to_grey;
using runner::formats::upright;

namespace {

using Values = std::vector<std::uint8_t>;

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Image decode(const std::string& jpeg, std::size_t channels = 1) {
  return read_jpeg("x.jpg", bytes_of(jpeg), channels);
}

// The error of a file, "no error" if it is read.
std::string error_of(const std::string& jpeg) {
  try {
    decode(jpeg);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::damaged);
    return error.what();
  }
  return "no error";
}

bool within(const Values& values, const Values& expected, int tolerance) {
  return values.size() == expected.size() &&
         std::equal(values.begin(), values.end(), expected.begin(),
                    [&](int a, int b) { return std::abs(a - b) <= tolerance; });
}

// rows x columns pixels of one colour.
Values flat(std::size_t rows, std::size_t columns, const Values& colour) {
  Values values;
  for (std::size_t i = 0; i < rows * columns; ++i) {
    values.insert(values.end(), colour.begin(), colour.end());
  }
  return values;
}

// 16 x 24 pixels: a grid of 2 x 3 flat blocks, 8 pixels wide, so that JPEG keeps them apart.
const Values six_blocks = [] {
  Values values;
  for (std::size_t row = 0; row < 16; ++row) {
    for (std::size_t column = 0; column < 24; ++column) {
      values.push_back(static_cast<std::uint8_t>(40 * (row / 8 * 3 + column / 8) + 10));
    }
  }
  return values;
}();

// The numbers from 0 to 5 of the blocks, row by row, as far as they are right.
std::vector<int> blocks_of(const Image& image) {
  std::vector<int> blocks;
  for (std::size_t row = 4; row < image.rows; row += 8) {
    for (std::size_t column = 4; column < image.columns; column += 8) {
      const int value = image.values[(row * image.columns + column) * image.channels];
      blocks.push_back((value + 10) / 40);
      CHECK(std::abs(value - 10 - 40 * blocks.back()) <= 1);
    }
  }
  return blocks;
}

std::string cut(const std::string& text, std::size_t size) { return text.substr(0, size); }

}  // namespace

TEST_CASE("A grey JPEG image is read with its values", "[jpeg]") {
  const Image image = decode(jpeg_bytes(16, 24, six_blocks));
  CHECK(image.rows == 16);
  CHECK(image.columns == 24);
  CHECK(image.channels == 1);
  CHECK(within(image.values, six_blocks, 1));
}

TEST_CASE("A colour JPEG image of one colour has that colour", "[jpeg]") {
  for (const Values& colour : {Values{255, 0, 0}, Values{0, 128, 255}, Values{200, 150, 30}}) {
    const Values values = flat(9, 5, colour);
    const std::string jpeg = jpeg_bytes(9, 5, values, {.colours = JCS_RGB});
    CHECK(within(decode(jpeg, 3).values, values, 2));
  }
}

TEST_CASE("A grey JPEG image is read as colours of equal parts", "[jpeg]") {
  const Image image = decode(jpeg_bytes(8, 8, flat(8, 8, {90})), 3);
  CHECK(image.channels == 3);
  CHECK(image.values == flat(8, 8, {90, 90, 90}));
}

TEST_CASE("A progressive JPEG image is read", "[jpeg]") {
  CHECK(
      within(decode(jpeg_bytes(16, 24, six_blocks, {.progressive = true})).values, six_blocks, 1));
}

// The formula is that of libpng, which rounds linear light to 8 bits on the way.
TEST_CASE("Colours become grey as those of a PNG image do", "[jpeg]") {
  Values values;
  Values formula;
  for (int red = 51; red < 256; red += 51) {
    for (int green = 51; green < 256; green += 51) {
      for (int blue = 51; blue < 256; blue += 51) {
        double light = 0;
        for (const auto& [part, weight] :
             {std::pair(red, 0.2126), std::pair(green, 0.7152), std::pair(blue, 0.0722)}) {
          values.push_back(static_cast<std::uint8_t>(part));
          light += weight * std::pow(part / 255.0, 2.2);
        }
        formula.push_back(static_cast<std::uint8_t>(std::lround(255 * std::pow(light, 1 / 2.2))));
      }
    }
  }
  const auto png = png_bytes(1, 125, PNG_FORMAT_RGB, values);
  const Image expected =
      runner::formats::read_png("x.png", bytes_of(png), 1, runner::formats::Background::black);
  const Values grey = to_grey({1, 125, 3, values}).values;
  CHECK(within(grey, formula, 1));
  CHECK(within(grey, expected.values, 3));
  const Image red = decode(jpeg_bytes(8, 8, flat(8, 8, {255, 0, 0}), {.colours = JCS_RGB}));
  CHECK(within(red.values, flat(8, 8, {126}), 2));  // 255 * 0.2126^(1 / 2.2) = 126.3
}

TEST_CASE("A grey pixel of a colour image keeps its value", "[jpeg]") {
  Values values;
  Values expected;
  for (int level = 0; level < 256; ++level) {
    values.insert(values.end(), 3, static_cast<std::uint8_t>(level));
    expected.push_back(static_cast<std::uint8_t>(level));
  }
  CHECK(to_grey({1, 256, 3, values}).values == expected);
}

// The first row and column of the stored image, by the EXIF standard: 1 top, left; 2 top, right;
// 3 bottom, right; 4 bottom, left; 5 left, top; 6 right, top; 7 right, bottom; 8 left, bottom.
TEST_CASE("A photo is turned upright by each of the eight EXIF orientations", "[jpeg]") {
  const std::vector<std::vector<int>> expected = {
      {0, 1, 2, 3, 4, 5}, {2, 1, 0, 5, 4, 3}, {5, 4, 3, 2, 1, 0}, {3, 4, 5, 0, 1, 2},
      {0, 3, 1, 4, 2, 5}, {3, 0, 4, 1, 5, 2}, {5, 2, 4, 1, 3, 0}, {2, 5, 1, 4, 0, 3}};
  for (std::uint16_t orientation = 1; orientation <= 8; ++orientation) {
    for (const char order : {'I', 'M'}) {
      CAPTURE(orientation, order);
      const std::string jpeg =
          jpeg_bytes(16, 24, six_blocks, {.app1 = exif_segment(orientation, order)});
      for (const std::size_t channels : {1U, 3U}) {
        const Image image = decode(jpeg, channels);
        CHECK(image.rows == (orientation < 5 ? 16 : 24));
        CHECK(image.columns == (orientation < 5 ? 24 : 16));
        CHECK(blocks_of(image) == expected[orientation - 1U]);
      }
    }
  }
}

TEST_CASE("Turning an image keeps the channels of a pixel together", "[jpeg]") {
  const Image image{1, 2, 3, {1, 2, 3, 4, 5, 6}};
  CHECK(upright(image, 1).values == image.values);
  CHECK(upright(image, 3).values == Values{4, 5, 6, 1, 2, 3});
  const Image turned = upright(image, 6);
  CHECK(turned.rows == 2);
  CHECK(turned.columns == 1);
  CHECK(turned.values == image.values);
}

TEST_CASE("An image whose EXIF segment is truncated or damaged is read as it is stored", "[jpeg]") {
  const std::string segment = exif_segment(3);
  for (std::size_t size = 1; size < segment.size(); ++size) {
    const Image image = decode(jpeg_bytes(16, 24, six_blocks, {.app1 = cut(segment, size)}));
    const bool whole = size >= 6 + 8 + 2 + 10;  // the number is there
    CHECK(blocks_of(image)[0] == (whole ? 5 : 0));
  }
  CHECK(blocks_of(decode(jpeg_bytes(16, 24, six_blocks, {.app1 = exif_segment(9)})))[0] == 0);
}

TEST_CASE("A JPEG file is recognized by its first bytes", "[jpeg]") {
  CHECK(is_jpeg(bytes_of(jpeg_bytes(1, 1, {0}))));
  CHECK_FALSE(is_jpeg(bytes_of("\xff\xd8")));
  CHECK_FALSE(is_jpeg(bytes_of("\x89PNG\r\n\x1a\n")));
}

TEST_CASE("A JPEG image in CMYK is refused with the way to convert it", "[jpeg]") {
  CHECK(error_of(jpeg_bytes(8, 8, flat(8, 8, {1, 2, 3, 4}), {.colours = JCS_CMYK})) ==
        "x.jpg: the JPEG file cannot be read: its colours are CMYK, for printing; convert it to "
        "RGB.");
}

TEST_CASE("A truncated JPEG image is refused, wherever it ends", "[jpeg]") {
  for (const bool progressive : {false, true}) {
    const std::string jpeg = jpeg_bytes(16, 24, six_blocks, {.progressive = progressive});
    REQUIRE(error_of(jpeg) == "no error");
    for (std::size_t size = 0; size < jpeg.size(); ++size) {
      CAPTURE(size);
      CHECK(error_of(cut(jpeg, size)) != "no error");
    }
    CHECK(error_of(cut(jpeg, jpeg.size() - 2)) ==
          "x.jpg: the JPEG file cannot be read: Premature end of JPEG file.");
  }
}

// Whether a changed byte is found depends on where it is; what matters is that nothing else
// happens.
TEST_CASE("A damaged JPEG image is read or refused, whatever byte is damaged", "[jpeg]") {
  const std::string whole =
      jpeg_bytes(16, 24, six_blocks, {.progressive = true, .app1 = exif_segment(6)});
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char value : {'\0', '\x7f', '\xff'}) {
      std::string jpeg = whole;
      jpeg[at] = value;
      const std::string error = error_of(jpeg);
      if (error != "no error") ++refused;
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("A JPEG image of hostile size is refused before memory is allocated", "[jpeg]") {
  std::string jpeg = jpeg_bytes(8, 8, flat(8, 8, {1}));
  const std::size_t frame = jpeg.find("\xff\xc0");
  REQUIRE(frame != std::string::npos);
  jpeg.replace(frame + 5, 4, "\xff\xdc\xff\xdc");  // height, width
  CHECK(error_of(jpeg) ==
        "x.jpg: the JPEG file cannot be read: it has 65500 x 65500 pixels, but at most 64 million "
        "can be read.");
}

TEST_CASE("A JPEG image with thousands of scans is refused", "[jpeg]") {
  const std::string jpeg =
      jpeg_bytes(8, 8, flat(8, 8, {1, 2, 3}), {.colours = JCS_RGB, .separate_scans = true});
  REQUIRE(error_of(jpeg) == "no error");
  const std::size_t last = jpeg.rfind("\xff\xda");
  const std::string scan = jpeg.substr(last, jpeg.size() - 2 - last);
  std::string hostile = jpeg.substr(0, last);
  for (int i = 0; i < 3000; ++i) hostile += scan;
  hostile += "\xff\xd9";
  CHECK(error_of(hostile) == "x.jpg: the JPEG file cannot be read: it has more than 500 scans.");
}

}  // namespace runner::test::jpeg_image_test
