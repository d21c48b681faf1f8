// Formats that are recognised by the bytes at a file's start.
#pragma once

#include <cstddef>
#include <string_view>

namespace runner::formats {

struct FileSignature {
  std::size_t offset = 0;
  std::string_view bytes;
  // What such a file is, with what to do where that is not obvious: "a PNG image".
  std::string_view description;
  // What to do with it where a table of text is expected, a sentence; empty if there is no more to
  // say than that it is not one.
  std::string_view table_advice = {};
};

// Returns the signature that `start` has, or null.
const FileSignature* find_signature(std::string_view start);

}  // namespace runner::formats
