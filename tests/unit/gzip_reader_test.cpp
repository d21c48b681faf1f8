#include "formats/gzip_reader.hpp"

#include <cstring>

#include "support/catch.hpp"
#include "support/data_files.hpp"

namespace runner::test::gzip_reader_test {

using runner::Error;
using runner::ErrorCode;
using runner::formats::GzipReader;
using runner::test::DataFolder;
using runner::test::gzipped;

namespace {

// All bytes of `reader`, read `piece` at a time.
std::string read_all(GzipReader reader, std::size_t piece = 1000) {
  std::string all;
  std::vector<std::uint8_t> bytes(piece);
  while (const std::size_t count = reader.read(bytes)) {
    all.append(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return all;
}

// 300 kB that deflate cannot shrink to nothing.
std::string long_text() {
  std::string text;
  std::uint32_t state = 1;
  for (int i = 0; i < 300'000; ++i) {
    state = state * 1664525 + 1013904223;
    text += static_cast<char>('a' + (state >> 28));
  }
  return text;
}

std::span<const std::uint8_t> memory(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

TEST_CASE("A plain file is read unchanged", "[gzip]") {
  const DataFolder folder;
  CHECK(read_all(GzipReader(folder.write("plain", "one, two"))) == "one, two");
}

TEST_CASE("A gzipped file is inflated, whatever its name", "[gzip]") {
  const DataFolder folder;
  CHECK(read_all(GzipReader(folder.write("data.txt", gzipped("one, two")))) == "one, two");
}

TEST_CASE("A long file is the same in pieces of any size", "[gzip]") {
  const DataFolder folder;
  const std::string text = long_text();
  const std::string path = folder.write("long.gz", gzipped(text));
  CHECK(read_all(GzipReader(path), 1) == text);
  CHECK(read_all(GzipReader(path), 65'536) == text);
  CHECK(read_all(GzipReader(path), 1'000'000) == text);
}

TEST_CASE("Several gzip members are one file", "[gzip]") {
  const DataFolder folder;
  const std::string path = folder.write("two.gz", gzipped("one, ") + gzipped("") + gzipped("two"));
  CHECK(read_all(GzipReader(path)) == "one, two");
}

TEST_CASE("Members may end anywhere in what is read at a time", "[gzip]") {
  const DataFolder folder;
  const std::string member = gzipped("one, two");
  std::string packed;
  std::string text;
  for (int i = 0; i < 10'000; ++i) {  // some 300 kB
    packed += member;
    text += "one, two";
  }
  const std::string path = folder.write("many.gz", packed);
  for (const std::size_t piece : {1, 7, 8, 1000, 1'000'000}) {
    CAPTURE(piece);
    CHECK(read_all(GzipReader(path), piece) == text);
  }
}

TEST_CASE("Small pieces deliver everything, however well it is compressed", "[gzip]") {
  for (std::size_t size = 0; size < 1200; size += 97) {
    const std::string text(size, 'x');
    for (std::size_t piece = 1; piece < 20; ++piece) {
      CAPTURE(size, piece);
      CHECK(read_all(GzipReader("it", memory(gzipped(text))), piece) == text);
    }
  }
}

TEST_CASE("Memory is read like a file", "[gzip]") {
  const std::string packed = gzipped("one, two");
  CHECK(read_all(GzipReader("it", memory(packed))) == "one, two");
  CHECK(read_all(GzipReader("it", memory("plain"))) == "plain");
}

TEST_CASE("An empty file and one of a single byte are plain", "[gzip]") {
  const DataFolder folder;
  CHECK(read_all(GzipReader(folder.write("empty", ""))).empty());
  CHECK(read_all(GzipReader(folder.write("byte", "\x1f"))) == "\x1f");
}

TEST_CASE("Skipping the rest counts the inflated bytes", "[gzip]") {
  const DataFolder folder;
  GzipReader reader(folder.write("data.gz", gzipped(std::string(100'000, 'x'))));
  std::vector<std::uint8_t> start(10);
  CHECK(reader.read(start) == 10);
  CHECK(reader.skip_rest() == 99'990);
  CHECK(reader.skip_rest() == 0);
}

TEST_CASE("The bound on the size holds for the best possible compression", "[gzip]") {
  const DataFolder folder;
  const GzipReader packed(folder.write("zeros.gz", gzipped(std::string(10'000'000, '\0'))));
  CHECK(packed.max_bytes() >= 10'000'000);
  CHECK(packed.max_bytes() < 20'000'000);
  CHECK(GzipReader(folder.write("plain", "12345")).max_bytes() == 5);
}

TEST_CASE("A missing file is reported with the system's reason", "[gzip]") {
  const DataFolder folder;
  const std::string path = folder.path("absent.gz");
  CHECK_THROWS_AS(GzipReader(path), Error);
  CHECK_THROWS_WITH(GzipReader(path),
                    path + ": this file cannot be opened: No such file or directory.");
}

TEST_CASE("A directory is reported as one", "[gzip]") {
  const DataFolder folder;
  const std::string path = folder.path("");
  CHECK_THROWS_WITH(GzipReader(path),
                    path + ": this is a directory, not a file; name a file in it.");
}

TEST_CASE("A truncated gzip file is reported as damaged", "[gzip]") {
  const DataFolder folder;
  const std::string packed = gzipped(long_text());
  for (const std::size_t size :
       {std::size_t{2}, std::size_t{10}, packed.size() / 2, packed.size() - 1}) {
    const std::string path = folder.write("cut.gz", packed.substr(0, size));
    CHECK_THROWS_WITH(read_all(GzipReader(path)),
                      path +
                          ": this file is damaged: the compressed data end too early; download or "
                          "copy it again.");
  }
}

TEST_CASE("A cut is noticed wherever it is, unless members end there", "[gzip]") {
  const std::string first = gzipped("one, ");
  const std::string packed = first + gzipped("two");
  for (std::size_t size = 2; size < packed.size(); ++size) {
    CAPTURE(size);
    const std::string part = packed.substr(0, size);
    if (size == first.size()) {
      CHECK(read_all(GzipReader("it", memory(part))) == "one, ");
    } else {
      CHECK_THROWS_WITH(read_all(GzipReader("it", memory(part))),
                        "it: this file is damaged: the compressed data end too early; download or "
                        "copy it again.");
    }
  }
}

TEST_CASE("A wrong bit is noticed, or does not change the contents", "[gzip]") {
  const std::string text = long_text().substr(0, 300);
  const std::string packed = gzipped(text);
  constexpr std::size_t header_bytes = 10;
  std::size_t noticed = 0;
  for (std::size_t bit = 8 * header_bytes; bit < 8 * packed.size(); ++bit) {
    CAPTURE(bit);
    std::string damaged = packed;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    try {
      const std::string found = read_all(GzipReader("it", memory(damaged)));
      CHECK(found == text);
    } catch (const Error&) {
      ++noticed;
    }
  }
  CHECK(noticed > 8 * (packed.size() - header_bytes) - 8);  // the last byte has bits to spare
}

TEST_CASE("A wrong checksum is reported", "[gzip]") {
  const DataFolder folder;
  std::string packed = gzipped("one, two");
  packed[packed.size() - 8] ^= 1;
  const std::string path = folder.write("crc.gz", packed);
  CHECK_THROWS_AS(read_all(GzipReader(path)), Error);
  CHECK_THROWS_WITH(read_all(GzipReader(path)),
                    path +
                        ": this file is damaged: its contents do not match its checksum; download "
                        "or copy it again.");
}

TEST_CASE("Invalid compressed data are reported with zlib's reason", "[gzip]") {
  const DataFolder folder;
  std::string packed = gzipped("one, two");
  packed[10] = '\x07';  // a last block of the type that does not exist
  const std::string path = folder.write("bad.gz", packed);
  CHECK_THROWS_WITH(read_all(GzipReader(path)),
                    path +
                        ": this file is damaged: the compressed data are not valid (invalid block "
                        "type); download or copy it again.");
}

TEST_CASE("Other data behind a gzip member are reported", "[gzip]") {
  const DataFolder folder;
  for (const std::string& tail : {std::string("more"), std::string(512, '\0')}) {
    const std::string path = folder.write("tail.gz", gzipped("one, two") + tail);
    CHECK_THROWS_WITH(read_all(GzipReader(path)),
                      path +
                          ": this file is damaged: the compressed data are not valid (incorrect "
                          "header check); download or copy it again.");
  }
}

}  // namespace runner::test::gzip_reader_test
