#include "plot/own_file.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/regular_file.hpp"
#include "base/sha256.hpp"

namespace runner {
namespace {

constexpr std::string_view mark_start =
    "# Written by runner plot; the lines below have the SHA-256 ";

std::string mark_of(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return fmt::format("{}{}.\n", mark_start, hash.hexadecimal());
}

}  // namespace

std::string with_mark(std::string_view text) { return mark_of(text).append(text); }

FileOwner owner_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::string text = read_regular_file(file, max_own_file_bytes, error);
  if (error == std::errc::no_such_file_or_directory) return FileOwner::nobody;
  if (error) {
    throw Error(ErrorCode::not_readable, fmt::format("{}: the file exists but cannot be read: {}.",
                                                     file.string(), error.message()));
  }
  if (!text.starts_with(mark_start)) return FileOwner::foreign;
  const std::string_view below = std::string_view(text).substr(text.find('\n') + 1);
  return text.starts_with(mark_of(below)) ? FileOwner::runner : FileOwner::changed;
}

}  // namespace runner
