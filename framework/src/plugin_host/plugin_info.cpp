#include "plugin_host/plugin_info.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "plugin_host/elf_section.hpp"

namespace runner {
namespace {

constexpr std::array<std::string_view, 4> kind_names = {"dataset", "initializer", "activation",
                                                        "optimizer"};

std::optional<PluginKind> parse_kind(std::string_view name) {
  const auto* found = std::find(kind_names.begin(), kind_names.end(), name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<PluginKind>(found - kind_names.begin());
}

// A control character could take over the terminal that shows it.
bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

using Fail = std::function<void(std::string_view)>;

abi::PluginRecord read_record(const std::string& bytes, const Fail& fail) {
  // Magic bytes, size and API version are at the same offsets in every version of the record.
  abi::PluginRecord record;
  constexpr std::size_t preamble = sizeof(record.magic_bytes) + 2 * sizeof(std::uint32_t);
  if (bytes.size() < preamble || !bytes.starts_with(abi::magic)) {
    fail(fmt::format("its section '{}' is not a plugin record", abi::section_name));
  }
  std::memcpy(static_cast<void*>(&record), bytes.data(), preamble);
  if (record.api != abi::api_version) {
    fail(
        fmt::format("it was built for plugin API {}, but this runner has API {}; rebuild it with "
                    "this runner's headers",
                    record.api, abi::api_version));
  }
  if (record.record_bytes != sizeof(record)) {
    fail(
        fmt::format("its plugin record has {} bytes instead of {}; rebuild it with this runner's "
                    "headers",
                    record.record_bytes, sizeof(record)));
  }
  if (bytes.size() < sizeof(record)) {
    fail(fmt::format("its section '{}' ends after {} of the record's {} bytes; build it again",
                     abi::section_name, bytes.size(), sizeof(record)));
  }
  if (bytes.find(abi::magic, sizeof(record)) != std::string::npos) {
    fail("it has more than one plugin; build each into a file of its own");
  }
  std::memcpy(static_cast<void*>(&record), bytes.data(), sizeof(record));
  return record;
}

void check_texts(const abi::PluginRecord& record, const Fail& fail) {
  const auto check = [&](std::string_view what, const auto& field) {
    if (has_control_characters(text(field))) {
      fail(fmt::format("its {} has control characters", what));
    }
  };
  check("kind", record.kind);
  check("name", record.name);
  check("version", record.version);
  check("summary", record.summary);
  check("formula", record.formula);
  check("citation", record.citation);
  check("compiler", record.build.compiler);
  check("compiler's version", record.build.compiler_version);
  check("version of Armadillo", record.build.arma_version);
  check("instruction set", record.build.instruction_set);
}

}  // namespace

bool is_identifier(std::string_view name) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto allowed = [&](char c) { return lower(c) || c == '_' || (c >= '0' && c <= '9'); };
  return !name.empty() && lower(name[0]) && std::all_of(name.begin(), name.end(), allowed);
}

std::string_view kind_name(PluginKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

PluginInfo read_plugin_info(const std::filesystem::path& file) {
  const auto fail = [&](std::string_view why) {
    throw Error(ErrorCode::plugin_unusable,
                fmt::format("{}: this plugin cannot be used: {}.", file.string(), why));
  };
  const auto bytes = read_elf_section(file, abi::section_name);
  if (!bytes) {
    fail(
        fmt::format("it has no section '{}'; a plugin ends with a line such as "
                    "RUNNER_ACTIVATION(Class, \"name\", \"Summary\")",
                    abi::section_name));
  }
  const abi::PluginRecord record = read_record(*bytes, fail);
  check_texts(record, fail);
  const auto kind = parse_kind(text(record.kind));
  if (!kind) fail(fmt::format("its kind '{}' is unknown", text(record.kind)));
  const std::string name = text(record.name);
  if (!is_identifier(name)) {
    fail(fmt::format(
        "its name '{}' is not an identifier (a to z, 0 to 9 and _, beginning with a letter)",
        name));
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
