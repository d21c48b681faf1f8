#include "plugin_host/elf_section.hpp"

#include <elf.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "plugin_host/plugin_info.hpp"

namespace runner {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half this_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half this_machine = EM_AARCH64;
#else
#error "name this architecture's ELF machine here"
#endif

constexpr std::uint64_t max_section_bytes = 1 << 20;

// Reads at offsets that come from the file and are therefore checked against its size.
class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& file) : path_(file.string()) {
    std::error_code error;
    const auto target = std::filesystem::read_symlink(file, error);
    if (!error && !std::filesystem::exists(file, error)) {
      fail(fmt::format("it is a symbolic link to {}, which does not exist", target.string()));
    }
    if (!std::filesystem::is_regular_file(file, error)) fail("it is not a regular file");
    size_ = std::filesystem::file_size(file, error);
    stream_.open(file, std::ios::binary);
    if (!stream_) fail(std::strerror(errno));
  }

  std::string read(std::uint64_t offset, std::uint64_t length) {
    if (offset > size_ || length > size_ - offset) fail("it is truncated");
    std::string bytes(length, '\0');
    stream_.seekg(static_cast<std::streamoff>(offset));
    if (!stream_.read(bytes.data(), static_cast<std::streamsize>(length)))
      fail("it cannot be read");
    return bytes;
  }

  template <typename T>
  T read(std::uint64_t offset) {
    const std::string bytes = read(offset, sizeof(T));
    T value = {};
    std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }

  std::uint64_t size() const { return size_; }

  [[noreturn]] void fail(std::string_view clause) const {
    throw Error(ErrorCode::plugin_unusable,
                fmt::format("{}: this plugin cannot be used: {}.", path_, clause));
  }

 private:
  std::string path_;
  std::ifstream stream_;
  std::uint64_t size_ = 0;
};

Elf64_Ehdr read_header(ElfFile& file) {
  const bool is_elf =
      file.size() >= SELFMAG && file.read(0, SELFMAG) == std::string(ELFMAG, SELFMAG);
  if (!is_elf) file.fail("it is not a shared library (not an ELF file)");
  const auto header = file.read<Elf64_Ehdr>(0);
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
    file.fail("it is not built for 64 bits, little-endian; build it on this machine");
  }
  if (header.e_machine != this_machine) {
    file.fail(
        fmt::format("it was built for another processor (ELF machine {}, this one is {}); build "
                    "it on this machine",
                    header.e_machine, this_machine));
  }
  if (header.e_type != ET_DYN) file.fail("it is an ELF file but not a shared library");
  return header;
}

// The loader maps segments without checking the file's size, and reading behind its end is a
// SIGBUS.
void check_segments(ElfFile& file, const Elf64_Ehdr& header) {
  if (header.e_phentsize != sizeof(Elf64_Phdr)) file.fail("its program headers are damaged");
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    if (header.e_phoff > file.size()) file.fail("it is truncated");
    const auto segment = file.read<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr));
    if (segment.p_type != PT_LOAD) continue;
    if (segment.p_offset > file.size() || segment.p_filesz > file.size() - segment.p_offset) {
      file.fail("it is truncated");
    }
  }
}

}  // namespace

std::optional<std::string> read_elf_section(const std::filesystem::path& path,
                                            std::string_view name) {
  ElfFile file(path);
  const Elf64_Ehdr header = read_header(file);
  check_segments(file, header);
  const auto section_at = [&](std::uint64_t index) {
    if (header.e_shoff > file.size()) file.fail("it is truncated");
    return file.read<Elf64_Shdr>(header.e_shoff + index * sizeof(Elf64_Shdr));
  };
  if (header.e_shnum == 0 || header.e_shentsize != sizeof(Elf64_Shdr)) return std::nullopt;
  const Elf64_Shdr names = section_at(header.e_shstrndx);
  if (names.sh_size > max_section_bytes) file.fail("its section names are damaged");
  const std::string all_names = file.read(names.sh_offset, names.sh_size);
  for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
    const Elf64_Shdr section = section_at(i);
    if (section.sh_name >= all_names.size()) continue;
    if (std::string_view(all_names.c_str() + section.sh_name) != name) continue;
    if (section.sh_type == SHT_NOBITS) return std::nullopt;
    if (section.sh_size > max_section_bytes) file.fail("its plugin record is damaged");
    return file.read(section.sh_offset, section.sh_size);
  }
  return std::nullopt;
}

}  // namespace runner
