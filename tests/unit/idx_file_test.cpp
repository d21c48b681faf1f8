#include "formats/idx_file.hpp"

#include <cstdlib>

#include "support/catch.hpp"
#include "support/data_files.hpp"

namespace runner::test::idx_file_test {

using runner::formats::GzipReader;
using runner::formats::IdxContent;
using runner::formats::IdxFile;
using runner::test::contains;
using runner::test::DataFolder;
using runner::test::gzipped;
using runner::test::idx_bytes;
using runner::test::idx_images;
using runner::test::idx_labels;

namespace {

IdxFile images(const std::string& path, std::uint64_t limit = 0) {
  return IdxFile(GzipReader(path), IdxContent::images, limit);
}

IdxFile labels(const std::string& path, std::uint64_t limit = 0) {
  return IdxFile(GzipReader(path), IdxContent::labels, limit);
}

std::string pixels(IdxFile file) {
  std::vector<std::uint8_t> bytes(file.count() * file.rows() * file.columns());
  file.read_into(bytes);
  return {bytes.begin(), bytes.end()};
}

const std::string three_images = idx_images(3, 1, 2, "aabbcc");

}  // namespace

TEST_CASE("Images are read with their sizes, gzipped or not", "[idx]") {
  const DataFolder folder;
  for (const std::string& bytes : {three_images, gzipped(three_images)}) {
    const std::string path = folder.write("images", bytes);
    IdxFile file = images(path);
    CHECK(file.count() == 3);
    CHECK(file.rows() == 1);
    CHECK(file.columns() == 2);
    CHECK(pixels(std::move(file)) == "aabbcc");
  }
}

TEST_CASE("Sizes have their most significant byte first", "[idx]") {
  const DataFolder folder;
  const IdxFile file = images(folder.write("images", idx_images(1, 2, 259, std::string(518, 'x'))));
  CHECK(file.columns() == 259);
}

TEST_CASE("Labels are read as numbers", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("labels", idx_labels({'\x05', '\x00', '\xff'}));
  CHECK(labels(path).read_labels() == std::vector<std::uint32_t>{5, 0, 255});
}

TEST_CASE("Labels of other integers are read, in one dimension or with one column", "[idx]") {
  const DataFolder folder;
  const std::vector<std::uint32_t> expected = {1, 300};
  CHECK(labels(folder.write("a", idx_bytes(0xb01, {2}, {0, 1, 1, 44}))).read_labels() == expected);
  CHECK(labels(folder.write("b", idx_bytes(0xc02, {2, 1}, {0, 0, 0, 1, 0, 0, 1, 44})))
            .read_labels() == expected);
  CHECK(labels(folder.write("c", idx_bytes(0x901, {1}, "\x7f"))).read_labels() ==
        std::vector<std::uint32_t>{127});
}

TEST_CASE("A label that is negative or too large is an error with its place", "[idx]") {
  const DataFolder folder;
  const std::string negative = folder.write("a", idx_bytes(0x901, {2}, "\x01\xff"));
  CHECK_THROWS_WITH(labels(negative).read_labels(),
                    negative +
                        ": its label 1, counted from 0, is -1; expected an integer from 0 to "
                        "65535.");
  const std::string large = folder.write("b", idx_bytes(0xc01, {1}, {0, 1, 0, 0}));
  CHECK_THROWS_WITH(labels(large).read_labels(), contains("is 65536; expected"));
}

TEST_CASE("Labels of several numbers that are not QMNIST's are refused", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("labels", idx_bytes(0x802, {1, 10}, std::string(10, '\0')));
  CHECK_THROWS_WITH(
      labels(path),
      path +
          ": this file has 10 numbers for each label; expected one, or 8 as QMNIST has them. If "
          "they are one-hot rows, store the position of each row's one instead, as NumPy's "
          "argmax(axis=1) returns it.");
}

TEST_CASE("Values of another type or number of dimensions are refused by name", "[idx]") {
  const DataFolder folder;
  const std::string floats = folder.write("floats", idx_bytes(0xd03, {1, 1, 1}, "abcd"));
  CHECK_THROWS_WITH(images(floats), floats +
                                        ": this file holds floats in 3 dimensions; images are "
                                        "bytes in 3: count, rows, columns.");
  const std::string coloured = folder.write("coloured", idx_bytes(0x804, {1, 1, 1, 1}, "a"));
  CHECK_THROWS_WITH(images(coloured), contains("this file holds bytes in 4 dimensions; images"));
  const std::string real = folder.write("real", idx_bytes(0xe01, {1}, "abcdefgh"));
  CHECK_THROWS_WITH(labels(real), real +
                                      ": this file holds doubles in 1 dimension; labels are "
                                      "integers in 1, or in 2 as QMNIST has them.");
}

TEST_CASE("A truncated file of QMNIST's labels is refused with both sizes", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("labels", idx_bytes(0xc02, {2, 8}, std::string(63, '\0')));
  CHECK_THROWS_WITH(labels(path).read_labels(),
                    path +
                        ": this file is truncated: its header says 2 labels of 8 "
                        "numbers, or 64 bytes, but it ends after 63; download or "
                        "copy it again.");
}

TEST_CASE("A file of a well-known other format is refused by its name", "[idx]") {
  const DataFolder folder;
  const std::string image = folder.write("x.png", "\x89PNG\r\n\x1a\n and so on");
  CHECK_THROWS_WITH(images(image), image + ": this is not an IDX file of images but a PNG image.");
  const std::string pointer =
      folder.write("lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
  CHECK_THROWS_WITH(labels(pointer),
                    pointer +
                        ": this is not an IDX file of labels but a Git LFS pointer without the "
                        "data, which 'git lfs pull' fetches.");
}

TEST_CASE("A limit stops after the first examples", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", three_images);
  CHECK(images(path, 2).count() == 2);
  CHECK(images(path, 2).count_in_file() == 3);
  CHECK(pixels(images(path, 2)) == "aabb");
}

TEST_CASE("A limit above the number of examples reads them all", "[idx]") {
  const DataFolder folder;
  CHECK(pixels(images(folder.write("images", three_images), 100)) == "aabbcc");
}

TEST_CASE("What follows a limit is not read", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", three_images.substr(0, three_images.size() - 1));
  CHECK(pixels(images(path, 2)) == "aabb");
}

TEST_CASE("A file of another format is refused with both magic numbers", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", "label,pixel0\n");
  CHECK_THROWS_WITH(images(path),
                    path +
                        ": this is not an IDX file of images: it begins with 0x6c616265, "
                        "expected 0x00000803.");
  CHECK_THROWS_WITH(labels(path),
                    path +
                        ": this is not an IDX file of labels: it begins with 0x6c616265, "
                        "expected 0x00000801.");
}

TEST_CASE("Labels in the place of images are recognised", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("labels", idx_labels("abc"));
  CHECK_THROWS_WITH(images(path), path +
                                      ": this file holds labels but images are expected; name the "
                                      "file of the images.");
}

TEST_CASE("Images in the place of labels are recognised", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", three_images);
  CHECK_THROWS_WITH(labels(path), path +
                                      ": this file holds images but labels are expected; name the "
                                      "file of the labels.");
}

TEST_CASE("A file that ends within its header is refused", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", three_images.substr(0, 10));
  CHECK_THROWS_WITH(images(path),
                    path +
                        ": this is not an IDX file, or a truncated one: it ends after 10 "
                        "bytes, within the header.");
  const std::string empty = folder.write("empty", "");
  CHECK_THROWS_WITH(images(empty),
                    empty +
                        ": this is not an IDX file, or a truncated one: it ends after 0 "
                        "bytes, within the header.");
}

TEST_CASE("A truncated file is refused with both sizes", "[idx]") {
  const DataFolder folder;
  const std::string cut = three_images.substr(0, three_images.size() - 1);
  const std::string message =
      ": this file is truncated: its header says 3 images of 1 x 2 pixels, or 6 bytes, but it ends "
      "after 5; download or copy it again.";
  const std::string plain = folder.write("plain", cut);
  CHECK_THROWS_WITH(pixels(images(plain)), plain + message);
  const std::string packed = folder.write("packed", gzipped(cut));
  CHECK_THROWS_WITH(pixels(images(packed)), packed + message);
}

TEST_CASE("Truncated labels are refused with both sizes", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("labels", idx_bytes(0x801, {4}, "abc"));
  CHECK_THROWS_WITH(labels(path).read_labels(),
                    path +
                        ": this file is truncated: its header says 4 labels, or 4 bytes, but "
                        "it ends after 3; download or copy it again.");
}

TEST_CASE("A header that promises gigabytes is refused before memory is allocated", "[idx]") {
  const DataFolder folder;
  const std::string huge = idx_images(0xffffffff, 28, 28, "tiny");
  const std::string message =
      ": this file is truncated: its header says 4294967295 images of 28 x 28 pixels, or "
      "3367254359280 bytes, but it ends after 4; download or copy it again.";
  const std::string plain = folder.write("plain", huge);
  CHECK_THROWS_WITH(images(plain), plain + message);
  const std::string packed = folder.write("packed", gzipped(huge));
  CHECK_THROWS_WITH(images(packed), packed + message);
}

TEST_CASE("Sizes whose product overflows are refused", "[idx]") {
  const DataFolder folder;
  const std::string path =
      folder.write("images", idx_images(0xffffffff, 0xffffffff, 0xffffffff, "tiny"));
  CHECK_THROWS_WITH(images(path), contains("or 18446744073709551615 bytes"));
  const std::string product_is_zero =
      folder.write("zero", idx_images(1U << 31, 1U << 31, 4, "tiny"));
  CHECK_THROWS_WITH(images(product_is_zero), contains("this file is truncated"));
}

TEST_CASE("A file with bytes after its examples is refused", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", three_images + "x");
  CHECK_THROWS_WITH(
      pixels(images(path)),
      path +
          ": this file is too long: it has 1 byte more than the 3 images of 1 x 2 pixels that "
          "its header says; download or copy it again.");
}

TEST_CASE("A file without examples is refused", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", idx_images(0, 28, 28, ""));
  CHECK_THROWS_WITH(
      images(path),
      path + ": this file has no values: its header says 0 images of 28 x 28 pixels.");
}

TEST_CASE("Images without pixels are refused", "[idx]") {
  const DataFolder folder;
  const std::string path = folder.write("images", idx_images(2, 0, 28, ""));
  CHECK_THROWS_WITH(images(path),
                    path + ": this file has no values: its header says 2 images of 0 x 28 pixels.");
}

TEST_CASE("A wrong checksum is found when all examples are read", "[idx]") {
  const DataFolder folder;
  std::string packed = gzipped(three_images);
  packed[packed.size() - 8] ^= 1;
  const std::string path = folder.write("images", packed);
  CHECK_THROWS_WITH(pixels(images(path)),
                    path +
                        ": this file is damaged: its contents do not match its checksum; download "
                        "or copy it again.");
}

TEST_CASE("MNIST's own files are read", "[idx][mnist]") {
  const char* const folder = std::getenv("MNIST_DIR");
  if (folder == nullptr) {
    WARN("not tested: MNIST_DIR names no folder with MNIST's files");
    return;
  }
  IdxFile file = images(std::string(folder) + "/train-images-idx3-ubyte.gz");
  CHECK(file.count() == 60'000);
  CHECK(file.rows() == 28);
  std::uint64_t sum = 0;
  for (const char pixel : pixels(std::move(file))) sum += static_cast<std::uint8_t>(pixel);
  CHECK(sum == 1'567'298'545);
  CHECK(labels(std::string(folder) + "/train-labels-idx1-ubyte.gz", 5).read_labels() ==
        std::vector<std::uint32_t>{5, 0, 4, 1, 9});
}

}  // namespace runner::test::idx_file_test
