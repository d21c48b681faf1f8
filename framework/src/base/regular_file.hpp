#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace runner {

// Returns the bytes of a regular file of at most `max_bytes`. Anything else gives an empty text and
// a reason in `error`, whose message is a clause for the user: std::errc::no_such_file_or_directory
// for a missing file, std::errc::no_link for a dangling symbolic link. Never blocks, even on a pipe
// or device.
std::string read_regular_file(const std::filesystem::path& file, std::uint64_t max_bytes,
                              std::error_code& error);

}  // namespace runner
