#include "plugins/plugin_info.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "plugins/elf_section.hpp"

namespace runner {
namespace {

constexpr std::array<std::string_view, 4> kind_names = {"dataset", "initializer", "activation",
                                                        "optimizer"};

template <std::size_t N>
std::string text(const abi::FixedText<N>& field) {
  return {field.bytes, strnlen(field.bytes, N)};
}

std::optional<PluginKind> parse_kind(std::string_view name) {
  const auto* found = std::find(kind_names.begin(), kind_names.end(), name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<PluginKind>(found - kind_names.begin());
}

bool is_identifier(std::string_view name) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto allowed = [&](char c) { return lower(c) || c == '_' || (c >= '0' && c <= '9'); };
  return !name.empty() && lower(name[0]) && std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace

std::string_view kind_name(PluginKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

PluginInfo read_plugin_info(const std::filesystem::path& file) {
  const auto fail = [&](std::string_view why) {
    throw PluginFileError(fmt::format("{}: this plugin cannot be used: {}.", file.string(), why));
  };
  const auto bytes = read_elf_section(file, abi::section_name);
  if (!bytes) {
    fail(
        fmt::format("it has no section '{}'; a plugin ends with a line such as "
                    "RUNNER_ACTIVATION(Class, \"name\", \"Summary\")",
                    abi::section_name));
  }
  // The magic, the size and the API stand at the same place in every version of the record.
  abi::PluginRecord record;
  constexpr std::size_t preamble = sizeof(record.magic_bytes) + 2 * sizeof(std::uint32_t);
  if (bytes->size() < preamble || std::string_view(*bytes).substr(0, 8) != abi::magic) {
    fail(fmt::format("its section '{}' is no plugin record", abi::section_name));
  }
  std::memcpy(static_cast<void*>(&record), bytes->data(), preamble);
  if (record.api != abi::api_version) {
    fail(
        fmt::format("it was built for plugin API {}, and this runner has API {}; rebuild it with "
                    "this runner's headers",
                    record.api, abi::api_version));
  }
  if (record.record_bytes != sizeof(record) || bytes->size() < sizeof(record)) {
    fail(fmt::format("its plugin record has {} bytes instead of {}; rebuild it, one plugin a file",
                     std::min<std::size_t>(record.record_bytes, bytes->size()), sizeof(record)));
  }
  std::memcpy(static_cast<void*>(&record), bytes->data(), sizeof(record));
  const auto kind = parse_kind(text(record.kind));
  if (!kind) fail(fmt::format("its kind '{}' is unknown", text(record.kind)));
  const std::string name = text(record.name);
  if (!is_identifier(name)) {
    fail(
        fmt::format("its name '{}' is no identifier (a to z, 0 to 9 and _, a letter first)", name));
  }
  return {*kind,
          name,
          text(record.version),
          text(record.summary),
          text(record.formula),
          text(record.citation),
          file,
          record.build};
}

}  // namespace runner
