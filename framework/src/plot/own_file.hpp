// Files that users may change, which are replaced only if they have not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace runner {

inline constexpr std::uint64_t max_own_file_bytes = std::uint64_t{1} << 30;

enum class FileOwner {
  nobody,   // there is no file
  runner,   // it is as it was written
  changed,  // it was written by runner and changed since
  foreign,  // it was not written by runner
};

// `text` below a comment of script and data files ('#') with the text's hash.
std::string with_mark(std::string_view text);

// Who owns the file.
// Throws: Error (not_readable) if it exists and cannot be read.
FileOwner owner_of(const std::filesystem::path& file);

}  // namespace runner
