#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace runner {

// The bytes of section `name` in a 64-bit little-endian ELF shared library of this machine's
// architecture, or nothing when it has no such section. Only reads the file. Throws PluginFileError
// when it cannot be read, is no such library, or is truncated.
std::optional<std::string> read_elf_section(const std::filesystem::path& path,
                                            std::string_view name);

}  // namespace runner
