#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace runner {

// Returns the bytes of section `name` in a 64-bit little-endian ELF shared library for this
// machine's architecture, or nothing if it has no such section. Only reads the file.
// Throws: Error (plugin_unusable) if the file cannot be read, is not such a library, or is
// truncated.
std::optional<std::string> read_elf_section(const std::filesystem::path& path,
                                            std::string_view name);

}  // namespace runner
