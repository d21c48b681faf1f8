// Plugin files that must be refused before any of their code does harm: one sentence, exit
// status 2.
#include <elf.h>
#include <unistd.h>

#include "cli/bad_plugins.hpp"
#include "plugin_host/plugin_info.hpp"

namespace runner::test::bad_plugins_test {
namespace {

std::string refused_build(const std::string& name, const std::string& differences) {
  return bad_plugin_file(name) +
         ": this plugin cannot be used: it was built differently from this runner: " + differences +
         ".";
}

template <typename Change>
std::string with_header(std::string bytes, Change change) {
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  change(header);
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

TEST_CASE("a file that is no shared library of this machine is refused", "[cli]") {
  check_bytes_refused("#!/bin/sh\n", "it is not a shared library (not an ELF file).");
  check_bytes_refused("", "it is not a shared library (not an ELF file).");
  const auto good = good_plugin_bytes();
  Elf64_Half here = 0;
  const auto elsewhere = with_header(good, [&](auto& header) {
    here = header.e_machine;
    header.e_machine = EM_S390;
  });
  check_bytes_refused(elsewhere,
                      "it was built for another processor (ELF machine 22, this one is " +
                          std::to_string(here) + "); build it on this machine.");
  check_bytes_refused(
      with_header(good, [](auto& header) { header.e_ident[EI_CLASS] = ELFCLASS32; }),
      "it is not built for 64 bits, little-endian; build it on this machine.");
  check_bytes_refused(with_header(good, [](auto& header) { header.e_type = ET_EXEC; }),
                      "it is an ELF file but not a shared library.");
}

TEST_CASE("a truncated file is refused wherever it ends", "[cli]") {
  const auto good = good_plugin_bytes();
  const std::size_t record = good.find(abi::magic);
  for (const std::size_t size :
       {std::size_t(5), sizeof(Elf64_Ehdr), sizeof(Elf64_Ehdr) + 70, record + 100, good.size() / 2,
        good.size() - sizeof(Elf64_Shdr), good.size() - 1}) {
    CAPTURE(size);
    check_bytes_refused(good.substr(0, size), "it is truncated.");
  }
}

TEST_CASE("a file whose segment ends behind it is refused", "[cli]") {
  auto bytes = good_plugin_bytes();
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  Elf64_Phdr segment;  // the first one is mapped in every library
  std::memcpy(&segment, bytes.data() + header.e_phoff, sizeof segment);
  REQUIRE(segment.p_type == PT_LOAD);
  segment.p_filesz = 1 << 30;
  std::memcpy(bytes.data() + header.e_phoff, &segment, sizeof segment);
  check_bytes_refused(bytes, "it is truncated.");
}

TEST_CASE("a shared library that is no plugin is refused", "[cli]") {
  check_bytes_refused(with_replaced(good_plugin_bytes(), ".runner.plugin", ".runner.stolen"),
                      "it has no section '.runner.plugin'; a plugin ends with a line such as "
                      "RUNNER_ACTIVATION(Class, \"name\", \"Summary\").");
  check_bytes_refused(with_replaced(good_plugin_bytes(), "RUNNERPL", "SPRINTER"),
                      "its section '.runner.plugin' is not a plugin record.");
}

TEST_CASE("a plugin of another API is refused", "[cli]") {
  for (const std::uint32_t api : {abi::api_version - 1, abi::api_version + 1}) {
    check_bytes_refused(with_record(good_plugin_bytes(), [&](auto& record) { record.api = api; }),
                        "it was built for plugin API " + std::to_string(api) +
                            ", but this runner has API " + std::to_string(abi::api_version) +
                            "; rebuild it with this runner's headers.");
  }
}

TEST_CASE("a record of another size is refused", "[cli]") {
  const auto size = std::to_string(sizeof(abi::PluginRecord));
  check_bytes_refused(
      with_record(good_plugin_bytes(), [](auto& record) { record.record_bytes = 64; }),
      "its plugin record has 64 bytes instead of " + size +
          "; rebuild it with this runner's headers.");
}

TEST_CASE("a record with a wrong kind or name is refused", "[cli]") {
  const auto good = good_plugin_bytes();
  check_bytes_refused(with_record(good, [](auto& record) { record.kind = "optimiser"; }),
                      "its kind 'optimiser' is unknown.");
  for (const std::string name : {"Swish", "2swish", "leaky relu", "../relu", ""}) {
    check_bytes_refused(
        with_record(good, [&](auto& record) { record.name = std::string_view(name); }),
        "its name '" + name +
            "' is not an identifier (a to z, 0 to 9 and _, beginning with a letter).");
  }
  check_bytes_refused(with_record(good, [](auto& record) { record.summary = "\x1b[2J"; }),
                      "its summary has control characters.");
}

TEST_CASE("two plugins in one file are refused", "[cli]") {
  check_refused("two_plugins", bad_plugin_file("two_plugins") +
                                   ": this plugin cannot be used: it has more than one plugin; "
                                   "build each into a file of its own.");
}

TEST_CASE("two files with the same plugin are refused, and both are named", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "copy.so", good_plugin_bytes());
  check_refused("leaky_relu",
                "two plugins are named 'leaky_relu': " RUNNER_TEST_PLUGINS "/leaky_relu.so and " +
                    (folder / "copy.so").string() +
                    "; names must be unique across kinds. Remove or rename one.",
                folder.path().string());
}

TEST_CASE("a build with other macros of Armadillo or the library is refused", "[cli]") {
  check_refused(
      "other_macros",
      refused_build(
          "other_macros",
          "_GLIBCXX_DEBUG is on in the plugin and off in this runner (remove that macro), "
          "sizeof(arma::Mat) is 80 in the plugin and 192 in this runner (include only "
          "<runner/plugin.hpp>), sizeof(arma::uword) is 4 in the plugin and 8 in this runner "
          "(remove ARMA_32BIT_WORD) and ARMA_MAT_PREALLOC is 4 in the plugin and 16 in this "
          "runner (remove that macro)"));
}

TEST_CASE("a build with another Armadillo header is refused", "[cli]") {
  check_refused(
      "other_armadillo",
      refused_build(
          "other_armadillo",
          "Armadillo's use of OpenMP is on in the plugin and off in this runner (include only "
          "<runner/plugin.hpp>, or build without -fopenmp), Armadillo's wrapper is on in the "
          "plugin and off in this runner (include only <runner/plugin.hpp>, or define "
          "ARMA_DONT_USE_WRAPPER) and Armadillo's random generator is ARMA_USE_EXTERN_RNG in the "
          "plugin and the compiler's in this runner (remove the ARMA_RNG macros)"));
}

TEST_CASE("a build with fast-math, or the part of it that ignores NaN, is refused", "[cli]") {
  for (const std::string name : {"fast_math", "finite_math_only"}) {
    check_refused(name, refused_build(name,
                                      "fast-math is on in the plugin and off in this runner (build "
                                      "without -ffast-math and -Ofast)"));
  }
}

TEST_CASE("a build with an address sanitizer is refused where the runner has none", "[cli]") {
#ifdef __SANITIZE_ADDRESS__
  const std::string values = "off in the plugin and on in this runner";
#else
  const std::string values = "on in the plugin and off in this runner";
#endif
  check_refused("other_sanitizer",
                refused_build("other_sanitizer", "the address sanitizer is " + values +
                                                     " (build both with it or both without)"));
}

TEST_CASE("a library that the loader refuses is refused with the loader's reason", "[cli]") {
  const auto loadable =
      with_record(good_plugin_bytes(), [](auto& record) { record.name = "patched"; });
  const std::string zero(1, '\0');
  check_bytes_refused(with_replaced(loadable, zero + "_Znwm" + zero, zero + "_Znwx" + zero),
                      "undefined symbol: _Znwx, version GLIBCXX_3.4.");
  check_bytes_refused(with_replaced(loadable, "runner_create_plugin", "runner_create_plague"),
                      "it exports no function runner_create_plugin.");
}

TEST_CASE("a file that cannot be read is refused", "[cli]") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("gone.so", folder / "dangling.so");
  std::filesystem::create_directory(folder / "folder.so");
  const auto file = [&](const std::string& name) { return (folder / name).string(); };
  check_refused("dangling",
                file("dangling.so") +
                    ": this plugin cannot be used: it is a symbolic link to gone.so, which does "
                    "not exist.",
                folder.path().string());
  check_refused("folder",
                file("folder.so") + ": this plugin cannot be used: it is not a regular file.",
                folder.path().string());
}

TEST_CASE("a file without read permission is refused", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "closed.so", good_plugin_bytes());
  std::filesystem::permissions(folder / "closed.so", std::filesystem::perms::none);
  std::vector<std::string> command = {RUNNER_BINARY, baseline, "network.activation=closed",
                                      "--plugin-path", folder.path().string()};
  if (geteuid() == 0) {  // whom permissions bind only without these capabilities
    command.insert(command.begin(), {"setpriv", "--bounding-set=-dac_override,-dac_read_search"});
  }
  const auto result = run_process(command);
  CHECK(result.err ==
        "command line, network.activation=closed:20: " + (folder / "closed.so").string() +
            ": this plugin cannot be used: Permission denied.\n");
  CHECK(result.status == 2);
}

}  // namespace
}  // namespace runner::test::bad_plugins_test
