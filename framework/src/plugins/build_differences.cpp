#include <cstring>

#include <fmt/format.h>
#include <runner/this_build.hpp>

#include "plugins/plugin_info.hpp"

namespace runner {
namespace {

struct Fact {
  std::string_view what;
  std::uint32_t abi::BuildFacts::*value;
  std::string_view mend;
};

constexpr Fact facts[] = {
    {"the compiler's C++ ABI version", &abi::BuildFacts::cxx_abi,
     "build both with the same compiler"},
    {"_GLIBCXX_USE_CXX11_ABI", &abi::BuildFacts::cxx11_strings, "remove that macro"},
    {"_GLIBCXX_DEBUG", &abi::BuildFacts::checked_containers, "remove that macro"},
    {"sizeof(arma::Mat)", &abi::BuildFacts::mat_bytes, "include only <runner/plugin.hpp>"},
    {"sizeof(arma::uword) (ARMA_32BIT_WORD)", &abi::BuildFacts::uword_bytes, "remove that macro"},
    {"ARMA_MAT_PREALLOC", &abi::BuildFacts::mat_prealloc, "remove that macro"},
    {"Armadillo's allocator", &abi::BuildFacts::allocator, "remove the allocator macros"},
    {"Armadillo's use of OpenMP", &abi::BuildFacts::arma_openmp, "build without -fopenmp"},
    {"Armadillo's wrapper (ARMA_DONT_USE_WRAPPER)", &abi::BuildFacts::arma_wrapper,
     "include only <runner/plugin.hpp>"},
    {"Armadillo's random generator", &abi::BuildFacts::arma_rng, "remove the ARMA_RNG macros"},
    {"the address sanitizer", &abi::BuildFacts::address_sanitizer,
     "build both with it or both without"},
    {"the thread sanitizer", &abi::BuildFacts::thread_sanitizer,
     "build both with it or both without"},
    {"fast-math", &abi::BuildFacts::fast_math, "build without -ffast-math and -Ofast"},
};

}  // namespace

std::vector<std::string> build_differences(const abi::BuildFacts& plugin) {
  static constexpr abi::BuildFacts host = abi::this_build();
  std::vector<std::string> differences;
  if (std::strncmp(plugin.compiler.bytes, host.compiler.bytes, sizeof(host.compiler.bytes)) != 0) {
    differences.push_back(
        fmt::format("compiler is {:.16} in the plugin and {} in this runner (build "
                    "both with the same compiler)",
                    plugin.compiler.bytes, host.compiler.bytes));
  }
  for (const auto& fact : facts) {
    if (plugin.*fact.value == host.*fact.value) continue;
    differences.push_back(fmt::format("{} is {} in the plugin and {} in this runner ({})",
                                      fact.what, plugin.*fact.value, host.*fact.value, fact.mend));
  }
  return differences;
}

}  // namespace runner
