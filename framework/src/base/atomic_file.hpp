// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace runner {

// Creates or replaces the file `path`. An existing file is unchanged until the new one is complete;
// on return the new one survives a crash of the machine. The bytes go to a temporary file in the
// same folder, whose name starts with '.' and which is removed on failure. The file's mode is 0666
// less the umask.
// Requires: the folder exists.
// Throws: Error (not_writable, no_space), with a sentence that names `path`.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file_atomically(const std::filesystem::path& path, std::string_view text);

// The same for a file that only its owner may read and write, without waiting for the disk: a crash
// of the machine may leave it empty or damaged.
void write_private_file(const std::filesystem::path& path, std::string_view text);

// Removes the temporary files of other processes that ended while they wrote a file in `folder`.
// Ignores failures.
// Requires: no other process is entitled to write files there now.
void remove_abandoned_files(const std::filesystem::path& folder);

// Makes what was written to the file survive a crash of the machine. Returns the file's length in
// bytes.
// Throws: Error (not_writable, no_space), with a sentence that names `path`.
std::uint64_t sync_file(const std::filesystem::path& path);

}  // namespace runner
