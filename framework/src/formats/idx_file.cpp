#include "formats/idx_file.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "formats/known_format.hpp"

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

struct IdxType {
  std::uint8_t code = 0;
  std::size_t bytes = 0;
  const char* plural = "";
};

constexpr std::array idx_types = {
    IdxType{0x08, 1, "bytes"},           IdxType{0x09, 1, "signed bytes"},
    IdxType{0x0b, 2, "16-bit integers"}, IdxType{0x0c, 4, "32-bit integers"},
    IdxType{0x0d, 4, "floats"},          IdxType{0x0e, 8, "doubles"},
};
constexpr std::uint8_t byte_type = 0x08;
constexpr std::uint8_t first_real_type = 0x0d;

constexpr std::uint64_t qmnist_columns = 8;

const IdxType* find_type(std::uint8_t code) {
  const auto* const found = std::ranges::find(idx_types, code, &IdxType::code);
  return found == idx_types.end() ? nullptr : found;
}

// The integer of `bytes`, most significant byte first.
std::int64_t big_endian_integer(std::span<const std::uint8_t> bytes, bool is_signed) {
  std::int64_t number = is_signed && bytes[0] >= 0x80 ? -1 : 0;
  for (const std::uint8_t byte : bytes) number = number * 256 + byte;
  return number;
}

}  // namespace

IdxFile::IdxFile(GzipReader reader, IdxContent expected, std::uint64_t limit)
    : reader_(std::move(reader)), images_(expected == IdxContent::images) {
  read_dimensions(read_number(), expected);
  count_ = limit == 0 ? count_in_file_ : std::min(limit, count_in_file_);
  if (count_ == 0 || rows_ == 0 || columns_ == 0) {
    reader_.fail("this file has no values: its header says " + announced() + ".");
  }
  const std::uint64_t item_bytes = find_type(type_)->bytes;
  const std::uint64_t needed = saturating_product(count_, rows_ * columns_ * item_bytes);
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

// Checks the type and the number of dimensions, and reads their sizes.
void IdxFile::read_dimensions(std::uint32_t magic, IdxContent expected) {
  type_ = static_cast<std::uint8_t>(magic >> 8 & 0xff);
  const IdxType* const type = find_type(type_);
  const std::uint32_t dimensions = magic & 0xff;
  if (magic >> 16 != 0 || type == nullptr || dimensions == 0) fail_magic(magic);
  const bool has_images = type_ == byte_type && dimensions == 3;
  const bool has_labels = type_ < first_real_type && dimensions <= 2;
  if (expected == IdxContent::images ? !has_images : !has_labels) {
    if (has_labels) fail_content("holds labels");
    if (has_images) fail_content("holds images");
    reader_.fail("this file holds " + std::string(type->plural) + " in " +
                 with_noun(dimensions, "dimension") +
                 (images_ ? "; images are bytes in 3: count, rows, columns."
                          : "; labels are integers in 1, or in 2 as QMNIST has them."));
  }
  count_in_file_ = read_number();
  if (images_) rows_ = read_number();
  if (dimensions > 1) columns_ = read_number();
  if (!images_ && columns_ > 1 && columns_ != qmnist_columns) {
    reader_.fail("this file has " + with_noun(columns_, "number") +
                 " for each label; expected one, or " + std::to_string(qmnist_columns) +
                 " as QMNIST has them. If they are one-hot rows, store the position of each row's "
                 "one instead, as NumPy's argmax(axis=1) returns it.");
  }
}

void IdxFile::fail_magic(std::uint32_t magic) {
  std::vector<std::uint8_t> start(known_format_bytes);
  for (std::size_t i = 0; i < 4; ++i) start[i] = static_cast<std::uint8_t>(magic >> (24 - 8 * i));
  start.resize(4 + reader_.read(std::span(start).subspan(4)));
  const std::string format = known_format(std::string(start.begin(), start.end()));
  const std::string kind = images_ ? "images" : "labels";
  const std::string expected = images_ ? "0x00000803" : "0x00000801";
  reader_.fail("this is not an IDX file of " + kind +
               (format.empty() ? ": it begins with " + hex(magic) + ", expected " + expected
                               : " but " + format) +
               ".");
}

void IdxFile::fail_content(const std::string& found) const {
  const std::string wanted = images_ ? "images" : "labels";
  reader_.fail("this file " + found + " but " + wanted + " are expected; name the file of the " +
               wanted + ".");
}

// What the header announces: "3 images of 28 x 28 pixels", "1 label".
std::string IdxFile::announced() const {
  if (!images_) {
    return with_noun(count_in_file_, "label") +
           (columns_ == 1 ? "" : " of " + with_noun(columns_, "number"));
  }
  return with_noun(count_in_file_, "image") + " of " + std::to_string(rows_) + " x " +
         std::to_string(columns_) + " pixels";
}

std::uint64_t IdxFile::announced_bytes() const {
  return saturating_product(saturating_product(count_in_file_, rows_ * columns_),
                            find_type(type_)->bytes);
}

// `found` is the number of bytes after the header.
void IdxFile::fail_truncated(std::uint64_t found) const {
  reader_.fail("this file is truncated: its header says " + announced() + ", or " +
               with_noun(announced_bytes(), "byte") + ", but it ends after " +
               std::to_string(found) + "; download or copy it again.");
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
  constexpr std::int64_t max_label = 65535;
  const std::size_t item_bytes = find_type(type_)->bytes;
  const std::size_t label_bytes = columns_ * item_bytes;
  std::vector<std::uint8_t> bytes(count_ * label_bytes);
  read_into(bytes);
  std::vector<std::uint32_t> labels(count_);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto label = big_endian_integer(std::span(bytes).subspan(i * label_bytes, item_bytes),
                                          type_ != byte_type);
    if (label < 0 || label > max_label) {
      reader_.fail("its label " + std::to_string(i) + ", counted from 0, is " +
                   std::to_string(label) + "; expected an integer from 0 to " +
                   std::to_string(max_label) + ".");
    }
    labels[i] = static_cast<std::uint32_t>(label);
  }
  return labels;
}

}  // namespace runner::formats
