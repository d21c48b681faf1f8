// Names what a file is that was expected to be something else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runner::formats {

// Bytes from a file's start that are enough to tell.
inline constexpr std::size_t known_format_bytes = 64;

// Returns what a file that begins with `start` is, with what to do where that is not obvious: "a
// PNG image", "a Git LFS pointer without the data, which 'git lfs pull' fetches", "an
// empty file".
// Returns an empty text if it is unknown.
std::string known_format(std::string_view start);

}  // namespace runner::formats
