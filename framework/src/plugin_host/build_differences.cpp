#include <span>

#include <fmt/format.h>
#include <runner/this_build.hpp>

#include "plugin_host/plugin_info.hpp"

namespace runner {
namespace {

constexpr std::string_view off_on[] = {"off", "on"};
constexpr std::string_view allocators[] = {"none", "malloc", "TBB", "MKL", "a custom one"};
constexpr std::string_view generators[] = {"the compiler's", "ARMA_USE_EXTERN_RNG", "ARMA_RNG_ALT"};

// A build fact that must be the same in plugin and host.
struct Fact {
  std::string_view what;
  std::uint32_t abi::BuildFacts::*value;
  std::string_view remedy;
  std::span<const std::string_view> value_names = {};  // of 0, 1, ...; empty for a number
};

constexpr Fact facts[] = {
    {"the compiler's C++ ABI version", &abi::BuildFacts::cxx_abi,
     "build both with the same compiler"},
    {"_GLIBCXX_USE_CXX11_ABI", &abi::BuildFacts::cxx11_strings, "remove that macro"},
    {"_GLIBCXX_DEBUG", &abi::BuildFacts::checked_containers, "remove that macro", off_on},
    {"sizeof(arma::Mat)", &abi::BuildFacts::mat_bytes, "include only <runner/plugin.hpp>"},
    {"sizeof(arma::uword)", &abi::BuildFacts::uword_bytes, "remove ARMA_32BIT_WORD"},
    {"ARMA_MAT_PREALLOC", &abi::BuildFacts::mat_prealloc, "remove that macro"},
    {"Armadillo's allocator", &abi::BuildFacts::allocator, "remove the allocator macros",
     allocators},
    {"Armadillo's use of OpenMP", &abi::BuildFacts::arma_openmp,
     "include only <runner/plugin.hpp>, or build without -fopenmp", off_on},
    {"Armadillo's wrapper", &abi::BuildFacts::arma_wrapper,
     "include only <runner/plugin.hpp>, or define ARMA_DONT_USE_WRAPPER", off_on},
    {"Armadillo's random generator", &abi::BuildFacts::arma_rng, "remove the ARMA_RNG macros",
     generators},
    {"the address sanitizer", &abi::BuildFacts::address_sanitizer,
     "build both with it or both without", off_on},
    {"the thread sanitizer", &abi::BuildFacts::thread_sanitizer,
     "build both with it or both without", off_on},
    {"fast-math", &abi::BuildFacts::fast_math, "build without -ffast-math and -Ofast", off_on},
};

std::string value_text(const Fact& fact, std::uint32_t value) {
  return value < fact.value_names.size() ? std::string(fact.value_names[value])
                                         : std::to_string(value);
}

// A build fact that may differ but can change the last digits of a plugin's results.
template <std::size_t N>
struct Version {
  std::string_view what;
  abi::FixedText<N> abi::BuildFacts::*text;
};

template <std::size_t N>
void warn(const Version<N>& version, const PluginInfo& plugin, const abi::BuildFacts& host,
          std::vector<std::string>& warnings) {
  const std::string in_plugin = text(plugin.build.*version.text);
  const std::string in_host = text(host.*version.text);
  if (in_plugin == in_host) return;
  warnings.push_back(
      fmt::format("the {} plugin {} ({}) was built {} {} and this runner {} {}; the last digits of "
                  "its results may differ from those of a plugin built like the runner.",
                  kind_name(plugin.kind), plugin.name, plugin.path.string(), version.what,
                  in_plugin, version.what, in_host));
}

constexpr abi::BuildFacts host = abi::this_build();

}  // namespace

std::vector<std::string> build_differences(const abi::BuildFacts& plugin) {
  std::vector<std::string> differences;
  if (text(plugin.compiler) != text(host.compiler)) {
    differences.push_back(
        fmt::format("compiler is {} in the plugin and {} in this runner (build both with the same "
                    "compiler)",
                    text(plugin.compiler), text(host.compiler)));
  }
  for (const auto& fact : facts) {
    const auto in_plugin = plugin.*fact.value;
    const auto in_host = host.*fact.value;
    if (in_plugin == in_host) continue;
    differences.push_back(fmt::format("{} is {} in the plugin and {} in this runner ({})",
                                      fact.what, value_text(fact, in_plugin),
                                      value_text(fact, in_host), fact.remedy));
  }
  return differences;
}

std::vector<std::string> build_warnings(const PluginInfo& plugin) {
  std::vector<std::string> warnings;
  const std::string compiler = "with " + text(host.compiler);
  warn(Version<48>{compiler, &abi::BuildFacts::compiler_version}, plugin, host, warnings);
  warn(Version<24>{"with Armadillo", &abi::BuildFacts::arma_version}, plugin, host, warnings);
  warn(Version<24>{"for the instruction set", &abi::BuildFacts::instruction_set}, plugin, host,
       warnings);
  return warnings;
}

}  // namespace runner
