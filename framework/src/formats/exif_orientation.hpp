// How a camera was held when it took a photo.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace runner::formats {

// Reads the orientation, from 1 to 8, from an APP1 segment of a JPEG file, without the segment's
// marker and length. The segment is not trusted.
// Returns nothing if it is not EXIF's, is damaged, or has no valid orientation; image viewers show
// such an image as it is stored.
std::optional<unsigned> exif_orientation(std::span<const std::uint8_t> segment);

}  // namespace runner::formats
