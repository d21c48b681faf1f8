#include "formats/png_image.hpp"

#include <zlib.h>

#include <algorithm>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::png_image_test {

using runner::Error;
using runner::ErrorCode;
using runner::formats::Background;
using runner::formats::fit;
using runner::formats::Image;
using runner::formats::is_png;
using runner::formats::read_png;
using runner::test::contains;
using runner::test::png_bytes;

namespace {

using Values = std::vector<std::uint8_t>;

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Image decode(const std::string& png, std::size_t channels = 1,
             Background background = Background::black) {
  return read_png("x.png", bytes_of(png), channels, background);
}

// A PNG header that claims a size, with a valid checksum.
std::string header_of_size(std::uint32_t columns, std::uint32_t rows) {
  const auto big_endian = [](std::uint32_t n) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(n >> shift);
    return text;
  };
  const std::string chunk =
      "IHDR" + big_endian(columns) + big_endian(rows) + std::string("\x08\x00\x00\x00\x00", 5);
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(chunk.data()), 17);
  std::string png = "\x89PNG\r\n\x1a\n" + big_endian(13) + chunk + big_endian(std::uint32_t(crc));
  const auto data_crc = crc32(0, reinterpret_cast<const Bytef*>("IDAT"), 4);
  return png + big_endian(0) + "IDAT" + big_endian(std::uint32_t(data_crc));
}

Image grey(std::size_t rows, std::size_t columns, Values values) {
  return {rows, columns, 1, std::move(values)};
}

}  // namespace

TEST_CASE("A grey image is read with its exact values", "[png]") {
  const Values values = {0, 1, 127, 128, 254, 255};
  const Image image = decode(png_bytes(2, 3, PNG_FORMAT_GRAY, values));
  CHECK(image.rows == 2);
  CHECK(image.columns == 3);
  CHECK(image.channels == 1);
  CHECK(image.values == values);
}

TEST_CASE("A colour image is read as colours or as their luminance", "[png]") {
  const Values values = {255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 77, 77};
  const std::string png = png_bytes(1, 4, PNG_FORMAT_RGB, values);
  CHECK(decode(png, 3).values == values);
  const Values luminance = decode(png, 1).values;
  CHECK(luminance[1] > luminance[0]);
  CHECK(luminance[0] > luminance[2]);
  CHECK(luminance[3] == 77);
}

TEST_CASE("A grey image is read as colours of equal parts", "[png]") {
  CHECK(decode(png_bytes(1, 2, PNG_FORMAT_GRAY, {9, 200}), 3).values ==
        Values{9, 9, 9, 200, 200, 200});
}

TEST_CASE("An image with a palette is read", "[png]") {
  const std::string png =
      png_bytes(1, 3, PNG_FORMAT_RGB_COLORMAP, {0, 1, 0}, {255, 255, 255, 10, 20, 30});
  CHECK(decode(png, 3).values == Values{255, 255, 255, 10, 20, 30, 255, 255, 255});
}

TEST_CASE("Transparent pixels take the background", "[png]") {
  const std::string png = png_bytes(1, 2, PNG_FORMAT_GA, {100, 0, 100, 255});
  CHECK(decode(png, 1, Background::black).values == Values{0, 100});
  CHECK(decode(png, 1, Background::white).values == Values{255, 100});
}

TEST_CASE("A PNG file is recognized by its first bytes", "[png]") {
  CHECK(is_png(bytes_of(png_bytes(1, 1, PNG_FORMAT_GRAY, {0}))));
  CHECK_FALSE(is_png(bytes_of("\x89PNG")));
  CHECK_FALSE(is_png(bytes_of("GIF89a..")));
}

TEST_CASE("A truncated image is refused by name, wherever it ends", "[png]") {
  Values values(64 * 64);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i * i / 7);
  const std::string png = png_bytes(64, 64, PNG_FORMAT_GRAY, values);
  // The last 16 bytes are the end of the checksums and an empty chunk: no pixel is missing.
  for (std::size_t size = 0; size + 32 < png.size(); size += 7) {
    CHECK_THROWS_AS(decode(png.substr(0, size)), Error);
  }
  CHECK_THROWS_WITH(decode(png.substr(0, 20)), contains("x.png: the PNG file cannot be read: "));
}

TEST_CASE("An image of hostile size is refused before memory is allocated", "[png]") {
  CHECK_THROWS_WITH(decode(header_of_size(100'000, 100'000)),
                    "x.png: the PNG file cannot be read: it has 100000 x 100000 pixels, but at "
                    "most 64 million can be read.");
  CHECK_THROWS_AS(decode(header_of_size(0x7fffffff, 0x7fffffff)), Error);
}

TEST_CASE("An image of the right size is not changed", "[png]") {
  const Image image = grey(2, 2, {1, 2, 3, 4});
  CHECK(fit(image, 2, 2, 0).values == image.values);
}

TEST_CASE("An image that shrinks becomes the means of areas", "[png]") {
  CHECK(fit(grey(2, 4, {0, 100, 10, 10, 100, 200, 10, 50}), 1, 2, 0).values == Values{100, 20});
  // 3 to 2: each new pixel covers one and a half.
  CHECK(fit(grey(3, 3, {30, 60, 90, 30, 60, 90, 30, 60, 90}), 2, 2, 0).values ==
        Values{40, 80, 40, 80});
}

TEST_CASE("An image that grows is interpolated between pixel centres", "[png]") {
  CHECK(fit(grey(1, 2, {0, 100}), 2, 4, 0).values == Values{0, 25, 75, 100, 0, 25, 75, 100});
}

TEST_CASE("A wide image keeps its proportions, centred on the background", "[png]") {
  CHECK(fit(grey(1, 2, {200, 200}), 4, 4, 7).values ==
        Values{7, 7, 7, 7, 200, 200, 200, 200, 200, 200, 200, 200, 7, 7, 7, 7});
}

TEST_CASE("An image of one row of many pixels keeps at least one row", "[png]") {
  const Image image = fit(grey(1, 1000, Values(1000, 90)), 4, 4, 0);
  CHECK(std::count(image.values.begin(), image.values.end(), 90) == 4);
}

TEST_CASE("The channels of a colour image are scaled separately", "[png]") {
  const Image image{1, 2, 3, {0, 10, 100, 20, 30, 200}};
  CHECK(fit(image, 1, 1, 0).values == Values{10, 20, 150});
}

}  // namespace runner::test::png_image_test
