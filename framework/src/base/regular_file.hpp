#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace runner {

// The bytes of a regular file of at most `max_bytes`. Otherwise empty, with the reason in `fault`
// (std::errc::no_such_file_or_directory where there is none). Never waits, whatever lies there.
std::string read_regular_file(const std::filesystem::path& file, std::uint64_t max_bytes,
                              std::error_code& fault);

}  // namespace runner
