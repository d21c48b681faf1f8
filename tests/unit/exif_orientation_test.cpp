#include "formats/exif_orientation.hpp"

#include "support/catch.hpp"
#include "support/jpeg_bytes.hpp"

namespace runner::test::exif_orientation_test {

namespace {

std::optional<unsigned> orientation_of(const std::string& segment) {
  // A copy of exactly this size, so that the address sanitizer sees a read beyond its end.
  const std::vector<std::uint8_t> bytes(segment.begin(), segment.end());
  return runner::formats::exif_orientation(bytes);
}

// A little-endian segment whose first directory is at `offset` and begins with `directory`.
std::string segment_with(const std::string& offset, const std::string& directory) {
  return std::string("Exif\0\0II*\0", 10) + offset + directory;
}

}  // namespace

TEST_CASE("The orientation is read in both byte orders", "[exif]") {
  for (std::uint16_t orientation = 1; orientation <= 8; ++orientation) {
    CHECK(orientation_of(exif_segment(orientation, 'I')) == orientation);
    CHECK(orientation_of(exif_segment(orientation, 'M')) == orientation);
  }
}

TEST_CASE("An orientation that the standard does not have counts as none", "[exif]") {
  for (const std::uint16_t orientation : std::vector<std::uint16_t>{0, 9, 256, 65535}) {
    CHECK_FALSE(orientation_of(exif_segment(orientation)));
  }
}

TEST_CASE("A segment that is truncated before the orientation has none", "[exif]") {
  const std::string segment = exif_segment(6);
  const std::size_t needed = 6 + 8 + 2 + 10;  // to the end of the number
  for (std::size_t size = 0; size < needed; ++size) {
    CAPTURE(size);
    CHECK_FALSE(orientation_of(segment.substr(0, size)));
  }
  CHECK(orientation_of(segment.substr(0, needed)) == 6U);
}

TEST_CASE("Hostile offsets and counts are harmless", "[exif]") {
  using namespace std::string_literals;
  CHECK_FALSE(orientation_of(segment_with("\xff\xff\xff\xff"s, "")));
  CHECK_FALSE(orientation_of(segment_with("\xfe\xff\xff\xff"s, "\1\0\x12\1"s)));
  CHECK_FALSE(orientation_of(segment_with("\x08\0\0\0"s, "\xff\xff"s)));
  CHECK_FALSE(orientation_of(segment_with("\x08\0\0\0"s, "\xff\xff"s + std::string(60, '\1'))));
  // The directory lies over the header.
  CHECK_FALSE(orientation_of(segment_with("\0\0\0\0"s, std::string(20, '\0'))));
  // Text instead of a number.
  CHECK_FALSE(orientation_of(segment_with("\x08\0\0\0"s, "\1\0\x12\1\x02\0\1\0\0\0\x06\0\0\0"s)));
}

TEST_CASE("A number of four bytes is an orientation too", "[exif]") {
  using namespace std::string_literals;
  CHECK(orientation_of(segment_with("\x08\0\0\0"s, "\1\0\x12\1\x04\0\1\0\0\0\x06\0\0\0"s)) == 6U);
}

TEST_CASE("Segments of other kinds have no orientation", "[exif]") {
  CHECK_FALSE(orientation_of("http://ns.adobe.com/xap/1.0/"));
  CHECK_FALSE(orientation_of(std::string("Exif\0\0XX*\0\10\0\0\0", 14)));
  CHECK_FALSE(orientation_of(std::string("Exif\0\0II+\0\10\0\0\0", 14)));
}

}  // namespace runner::test::exif_orientation_test
