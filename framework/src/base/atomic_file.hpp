// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace runner {

// Replaces or makes the file `path`, whose folder must exist. Until the very end an existing file
// stays as it was; afterwards the new one survives a crash of the machine. The bytes go to a
// temporary file in the same folder (its name begins with '.'), which is removed when anything
// fails. The file gets mode 0666 less the umask. Throws std::runtime_error with a sentence that
// names `path`.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file_atomically(const std::filesystem::path& path, std::string_view text);

// Makes what was written to the file survive a crash of the machine, and returns its length in
// bytes. Throws std::runtime_error with a sentence that names `path`.
std::uint64_t sync_file(const std::filesystem::path& path);

}  // namespace runner
