#include "formats/known_format.hpp"

#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/jpeg_bytes.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::known_format_test {

using runner::formats::known_format;

TEST_CASE("Formats are recognized by their first bytes", "[known_format]") {
  CHECK(known_format(png_bytes(1, 1, PNG_FORMAT_GRAY, {0})) == "a PNG image");
  CHECK(known_format(jpeg_bytes(1, 1, {0})) == "a JPEG image");
  CHECK(known_format(gzipped("text")) == "a gzip file, which gunzip unpacks");
  CHECK(known_format(zip_bytes({{"a", "b"}})) ==
        "a zip archive, or a file in that format such as .npz");
  CHECK(known_format(npy_bytes("<f8", "()", "")) == "an .npy file of NumPy");
  CHECK(known_format(std::string("\0\0\0\x18"
                                 "ftypheic",
                                 12)) == "a HEIC image");
  CHECK(known_format("<!DOCTYPE html>") == "a web page, perhaps a download's error message");
}

TEST_CASE("Other bytes are no known format, however few", "[known_format]") {
  CHECK(known_format("") == "an empty file");
  CHECK(known_format("1,2,3").empty());
  CHECK(known_format("\x89PNG").empty());
  CHECK(known_format("RIFF").empty());
}

}  // namespace runner::test::known_format_test
