#include "formats/idx_file.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace runner::formats {
namespace {

std::string hex(std::uint32_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) text += digits[(value >> shift) & 15];
  return text;
}

std::string with_noun(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// a * b, or the largest number if that overflows.
std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  return a != 0 && b > largest / a ? largest : a * b;
}

}  // namespace

IdxFile::IdxFile(GzipReader reader, IdxContent expected, std::uint64_t limit)
    : reader_(std::move(reader)), images_(expected == IdxContent::images) {
  check_magic(read_number(), expected);
  count_in_file_ = read_number();
  if (images_) {
    rows_ = read_number();
    columns_ = read_number();
  }
  count_ = limit == 0 ? count_in_file_ : std::min(limit, count_in_file_);
  if (count_ == 0 || rows_ == 0 || columns_ == 0) {
    reader_.fail("this file has no values: its header says " + announced() + ".");
  }
  const std::uint64_t needed = saturating_product(count_, rows_ * columns_);
  if (needed > reader_.max_bytes()) fail_truncated(reader_.skip_rest());
}

// Reads a number of the header.
std::uint32_t IdxFile::read_number() {
  std::array<std::uint8_t, 4> bytes = {};
  const std::size_t found = reader_.read(bytes);
  header_bytes_ += found;
  if (found < bytes.size()) {
    reader_.fail("this is not an IDX file, or a truncated one: it ends after " +
                 with_noun(header_bytes_, "byte") + ", within the header.");
  }
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes) number = (number << 8) | byte;
  return number;
}

void IdxFile::check_magic(std::uint32_t magic, IdxContent expected) const {
  if (magic == static_cast<std::uint32_t>(expected)) return;
  const std::string wanted = images_ ? "images" : "labels";
  if (magic == static_cast<std::uint32_t>(images_ ? IdxContent::labels : IdxContent::images)) {
    reader_.fail("this file holds " + std::string(images_ ? "labels" : "images") + " but " +
                 wanted + " are expected; name the file of the " + wanted + ".");
  }
  reader_.fail("this is not an IDX file of " + wanted + ": it begins with " + hex(magic) +
               ", expected " + hex(static_cast<std::uint32_t>(expected)) + ".");
}

// What the header announces: "3 images of 28 x 28 pixels", "1 label".
std::string IdxFile::announced() const {
  if (!images_) return with_noun(count_in_file_, "label");
  return with_noun(count_in_file_, "image") + " of " + std::to_string(rows_) + " x " +
         std::to_string(columns_) + " pixels";
}

// `found` is the number of bytes after the header.
void IdxFile::fail_truncated(std::uint64_t found) const {
  reader_.fail("this file is truncated: its header says " + announced() + ", or " +
               with_noun(saturating_product(count_in_file_, rows_ * columns_), "byte") +
               ", but it ends after " + std::to_string(found) + "; download or copy it again.");
}

void IdxFile::read_into(std::span<std::uint8_t> out) {
  const std::size_t found = reader_.read(out);
  if (found < out.size()) fail_truncated(found);
  if (count_ < count_in_file_) return;
  if (const std::uint64_t extra = reader_.skip_rest(); extra != 0) {
    reader_.fail("this file is too long: it has " + with_noun(extra, "byte") + " more than the " +
                 announced() + " that its header says; download or copy it again.");
  }
}

std::vector<std::uint32_t> IdxFile::read_labels() {
  std::vector<std::uint8_t> bytes(count_);
  read_into(bytes);
  return {bytes.begin(), bytes.end()};
}

}  // namespace runner::formats
