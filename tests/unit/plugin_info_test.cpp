// Reading a plugin's record from its file, whatever its bytes are.
#include "plugin_host/plugin_info.hpp"

#include <elf.h>

#include <random>

#include <runner/this_build.hpp>

#include "support/catch.hpp"
#include "support/plugin_fixture.hpp"
#include "support/temporary_folder.hpp"

namespace runner::test::plugin_info_test {
namespace {

// Reads a file of these bytes. Returns true if it is a plugin, and false if it is refused with a
// sentence that names the file; anything else fails the test.
bool is_plugin(const std::string& bytes) {
  static const TemporaryFolder folder;
  const auto file = folder / "x.so";
  write_file(file, bytes);
  try {
    const PluginInfo info = read_plugin_info(file);
    return is_identifier(info.name);
  } catch (const Error& error) {
    const std::string sentence = error.what();
    CHECK(sentence.starts_with(file.string() + ": this plugin cannot be used: "));
    CHECK(sentence.ends_with('.'));
    return false;
  }
}

std::string good_bytes() { return read_file(plugin_file("relu")); }

TEST_CASE("a plugin's record is read without loading the plugin", "[plugin_info]") {
  const auto info = read_plugin_info(plugin_file("relu"));
  CHECK(info.kind == PluginKind::activation);
  CHECK(info.name == "relu");
  CHECK(info.summary == "Rectified linear unit");
  CHECK(info.formula == "max(x, 0)");
  CHECK(info.path == plugin_file("relu"));
  CHECK(build_differences(info.build).empty());
  CHECK(build_warnings(info).empty());
}

TEST_CASE("each fact of a build that differs is named with both values", "[plugin_info]") {
  constexpr abi::BuildFacts here = abi::this_build();
  const auto difference = [](abi::BuildFacts facts) {
    const auto differences = build_differences(facts);
    REQUIRE(differences.size() == 1);
    return differences[0];
  };
  auto facts = here;
  facts.compiler = "icc";
  CHECK(difference(facts) == "compiler is icc in the plugin and " + text(here.compiler) +
                                 " in this runner (build both with the same compiler)");
  facts = here;
  facts.allocator = 2;
  CHECK(difference(facts) ==
        "Armadillo's allocator is TBB in the plugin and malloc in this runner (remove the "
        "allocator macros)");
  facts.allocator = 77;
  CHECK(difference(facts) ==
        "Armadillo's allocator is 77 in the plugin and malloc in this runner (remove the "
        "allocator macros)");
  facts = here;
  facts.cxx11_strings = 0;
  CHECK(difference(facts) ==
        "_GLIBCXX_USE_CXX11_ABI is 0 in the plugin and 1 in this runner (remove that macro)");
}

TEST_CASE("the facts that may differ are warnings", "[plugin_info]") {
  auto info = read_plugin_info(plugin_file("relu"));
  info.build.instruction_set = "avx9000";
  CHECK(build_differences(info.build).empty());
  const auto warnings = build_warnings(info);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] == "the activation plugin relu (" + info.path.string() +
                           ") was built for the instruction set avx9000 and this runner for the "
                           "instruction set " +
                           text(abi::this_build().instruction_set) +
                           "; the last digits of its results may differ from those of a plugin "
                           "built like the runner.");
}

TEST_CASE("a text without its zero byte is read to the end of its field", "[plugin_info]") {
  abi::FixedText<16> field;
  std::fill(std::begin(field.bytes), std::end(field.bytes), 'x');
  CHECK(text(field) == std::string(16, 'x'));
}

TEST_CASE("a truncated plugin is refused, wherever it ends", "[plugin_info]") {
  const auto good = good_bytes();
  REQUIRE(is_plugin(good));
  const std::size_t record = good.find(abi::magic);
  for (std::size_t size = 0; size < 300; ++size) CHECK_FALSE(is_plugin(good.substr(0, size)));
  for (std::size_t size = record - 8; size < record + 64; ++size) {
    CHECK_FALSE(is_plugin(good.substr(0, size)));
  }
  for (std::size_t size = good.size() - 100; size < good.size(); ++size) {
    CHECK_FALSE(is_plugin(good.substr(0, size)));
  }
}

// Puts each of these bytes in turn at `position`.
void try_bytes(std::string bytes, std::size_t position) {
  const char before = bytes[position];
  for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFF, before ^ 0x10}) {
    bytes[position] = static_cast<char>(value);
    is_plugin(bytes);
  }
}

TEST_CASE("a changed byte in the ELF header or the section table is never a crash",
          "[plugin_info]") {
  const auto good = good_bytes();
  Elf64_Ehdr header;
  std::memcpy(&header, good.data(), sizeof header);
  for (std::size_t i = 0; i < sizeof header; ++i) try_bytes(good, i);
  const std::size_t table = header.e_shoff;
  for (std::size_t i = table; i < good.size(); i += 13) try_bytes(good, i);
}

TEST_CASE("random damage is never a crash", "[plugin_info]") {
  const auto good = good_bytes();
  std::mt19937 random(7);
  for (int round = 0; round < 800; ++round) {
    std::string bytes = good;
    const std::size_t record = good.find(abi::magic);
    for (unsigned i = 0; i <= random() % 8; ++i) {
      // The first kilobyte holds the headers; half of the damage goes there or into the record.
      const std::size_t places[] = {random() % 1024, record + random() % 900,
                                    good.size() - 1 - random() % 2500, random() % good.size()};
      bytes[places[random() % 4]] = static_cast<char>(random());
    }
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    is_plugin(bytes);
  }
}

}  // namespace
}  // namespace runner::test::plugin_info_test
