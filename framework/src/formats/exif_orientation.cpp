// EXIF is a TIFF file within a JPEG segment:
//
//     0   "Exif" 00 00
//     6   "II" or "MM": little-endian or big-endian numbers; all offsets count from here
//     8   2 bytes: 42
//     10  4 bytes: offset of the first directory
//
// A directory is a count of 2 bytes, and for each entry 12 bytes: tag (2), type (2), count (4) and
// a value (4), whose first bytes are the number if that is shorter.
#include "formats/exif_orientation.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace runner::formats {
namespace {

constexpr std::array<std::uint8_t, 6> exif_magic = {'E', 'x', 'i', 'f', 0, 0};
constexpr std::size_t entry_bytes = 12;

// Numbers of a TIFF file. Reading beyond its end is harmless: it clears good().
class TiffNumbers {
 public:
  explicit TiffNumbers(std::span<const std::uint8_t> bytes) : bytes_(bytes) {
    little_endian_ = starts_with('I');
    good_ = little_endian_ || starts_with('M');
  }

  bool good() const { return good_; }
  std::uint32_t read_short(std::uint64_t offset) { return read(offset, 2); }
  std::uint32_t read_long(std::uint64_t offset) { return read(offset, 4); }

 private:
  bool starts_with(std::uint8_t letter) const {
    return bytes_.size() >= 2 && bytes_[0] == letter && bytes_[1] == letter;
  }

  std::uint32_t read(std::uint64_t offset, std::size_t count) {
    if (offset > bytes_.size() || bytes_.size() - offset < count) {
      good_ = false;
      return 0;
    }
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      number = number << 8 | bytes_[offset + (little_endian_ ? count - 1 - i : i)];
    }
    return number;
  }

  std::span<const std::uint8_t> bytes_;
  bool little_endian_ = false;
  bool good_ = false;
};

}  // namespace

std::optional<unsigned> exif_orientation(std::span<const std::uint8_t> segment) {
  constexpr std::uint32_t orientation_tag = 0x0112;
  constexpr std::uint32_t short_type = 3;
  constexpr std::uint32_t long_type = 4;
  if (segment.size() < exif_magic.size() ||
      !std::equal(exif_magic.begin(), exif_magic.end(), segment.begin())) {
    return std::nullopt;
  }
  TiffNumbers tiff(segment.subspan(exif_magic.size()));
  if (tiff.read_short(2) != 42) return std::nullopt;
  const std::uint64_t directory = tiff.read_long(4);
  const std::uint32_t entries = tiff.read_short(directory);
  for (std::uint32_t i = 0; i < entries && tiff.good(); ++i) {
    const std::uint64_t entry = directory + 2 + i * entry_bytes;
    if (tiff.read_short(entry) != orientation_tag) continue;
    const std::uint32_t type = tiff.read_short(entry + 2);
    const std::uint32_t orientation = type == short_type  ? tiff.read_short(entry + 8)
                                      : type == long_type ? tiff.read_long(entry + 8)
                                                          : 0;
    if (!tiff.good() || orientation < 1 || orientation > 8) return std::nullopt;
    return orientation;
  }
  return std::nullopt;
}

}  // namespace runner::formats
