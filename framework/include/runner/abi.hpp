// What the host must know of a plugin before any of its code runs: a PluginRecord, plain bytes in an
// ELF section of its own. The host reads it from the file, compares the build facts with its own and
// only then calls dlopen: a plugin built with an address sanitizer, fast-math or another layout of
// arma::Mat would do its damage inside dlopen.
#pragma once

#include <cstdint>
#include <string_view>

#include <runner/armadillo.hpp>

namespace runner {

// What a plugin says about itself beyond its name and summary; every field may be left out.
struct Metadata {
  std::string_view version = {};   // default: the version of the build that compiled it
  std::string_view formula = {};   // in the symbols of the class comment, e.g. "x sigmoid(beta x)"
  std::string_view citation = {};  // e.g. "arXiv:1710.05941"
};

namespace abi {

// Grows whenever a plugin built against older headers would no longer work.
inline constexpr std::uint32_t api_version = 1;

inline constexpr std::string_view section_name = ".runner.plugin";
inline constexpr std::string_view magic = "RUNNERPL";

// Text in a record: UTF-8, padded with zero bytes, always with at least one at the end.
template <std::size_t N>
struct FixedText {
  char bytes[N] = {};

  constexpr FixedText() = default;
  // Does not compile (in a constant expression) when the text is too long.
  constexpr FixedText(std::string_view text) {
    if (text.size() >= N) throw "this text is too long for the plugin's record";
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = text[i];
  }
  constexpr FixedText(const char* text) : FixedText(std::string_view(text)) {}
};

// How a plugin, or the host, was compiled. All but the last three must agree between the two.
struct BuildFacts {
  FixedText<16> compiler;          // gcc or clang
  std::uint32_t cxx_abi = 0;       // __GXX_ABI_VERSION
  std::uint32_t cxx11_strings = 0; // _GLIBCXX_USE_CXX11_ABI
  std::uint32_t checked_containers = 0;  // _GLIBCXX_DEBUG
  std::uint32_t mat_bytes = 0;           // sizeof(arma::Mat<double>)
  std::uint32_t uword_bytes = 0;         // sizeof(arma::uword)
  std::uint32_t mat_prealloc = 0;        // ARMA_MAT_PREALLOC
  std::uint32_t allocator = 0;           // 1: malloc family, 2: TBB, 3: MKL, 4: user's (ARMA_ALIEN_MEM_ALLOC)
  std::uint32_t arma_openmp = 0;
  std::uint32_t arma_wrapper = 0;
  std::uint32_t arma_rng = 0;  // 0: the compiler's, 1: ARMA_USE_EXTERN_RNG, 2: ARMA_RNG_ALT
  std::uint32_t address_sanitizer = 0;
  std::uint32_t thread_sanitizer = 0;
  std::uint32_t fast_math = 0;
  FixedText<24> arma_version;
  FixedText<48> compiler_version;
  FixedText<24> instruction_set;  // the widest vectors the compiler was allowed to use
};

struct PluginRecord {
  char magic_bytes[8] = {};
  std::uint32_t record_bytes = 0;  // sizeof(PluginRecord) of the plugin's headers
  std::uint32_t api = 0;
  BuildFacts build;
  FixedText<16> kind;  // dataset, initializer, activation or optimizer
  FixedText<64> name;
  FixedText<32> version;
  FixedText<200> summary;
  FixedText<200> formula;
  FixedText<200> citation;
};

constexpr BuildFacts this_build() {
  BuildFacts facts;
#if defined(__clang__)
  facts.compiler = "clang";
#else
  facts.compiler = "gcc";
#endif
  facts.cxx_abi = __GXX_ABI_VERSION;
#ifdef _GLIBCXX_USE_CXX11_ABI
  facts.cxx11_strings = _GLIBCXX_USE_CXX11_ABI;
#endif
#ifdef _GLIBCXX_DEBUG
  facts.checked_containers = 1;
#endif
  facts.mat_bytes = sizeof(arma::Mat<double>);
  facts.uword_bytes = sizeof(arma::uword);
  facts.mat_prealloc = arma::arma_config::mat_prealloc;
#if defined(ARMA_ALIEN_MEM_ALLOC_FUNCTION)
  facts.allocator = 4;
#elif defined(ARMA_USE_MKL_ALLOC)
  facts.allocator = 3;
#elif defined(ARMA_USE_TBB_ALLOC)
  facts.allocator = 2;
#else
  facts.allocator = 1;
#endif
#if defined(ARMA_USE_OPENMP)
  facts.arma_openmp = 1;
#endif
#if defined(ARMA_USE_WRAPPER)
  facts.arma_wrapper = 1;
#endif
#if defined(ARMA_RNG_ALT)
  facts.arma_rng = 2;
#elif defined(ARMA_USE_EXTERN_RNG)
  facts.arma_rng = 1;
#endif
#if defined(__SANITIZE_ADDRESS__)
  facts.address_sanitizer = 1;
#endif
#if defined(__SANITIZE_THREAD__)
  facts.thread_sanitizer = 1;
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  facts.address_sanitizer = 1;
#endif
#if __has_feature(thread_sanitizer)
  facts.thread_sanitizer = 1;
#endif
#endif
#if defined(__FAST_MATH__)
  facts.fast_math = 1;
#endif
#define RUNNER_TEXT_(x) #x
#define RUNNER_NUMBER_TEXT_(x) RUNNER_TEXT_(x)
  facts.arma_version = RUNNER_NUMBER_TEXT_(ARMA_VERSION_MAJOR) "." RUNNER_NUMBER_TEXT_(
      ARMA_VERSION_MINOR) "." RUNNER_NUMBER_TEXT_(ARMA_VERSION_PATCH);
#if defined(__clang__)
  facts.compiler_version = RUNNER_NUMBER_TEXT_(__clang_major__) "." RUNNER_NUMBER_TEXT_(
      __clang_minor__) "." RUNNER_NUMBER_TEXT_(__clang_patchlevel__);
#else
  facts.compiler_version = RUNNER_NUMBER_TEXT_(__GNUC__) "." RUNNER_NUMBER_TEXT_(
      __GNUC_MINOR__) "." RUNNER_NUMBER_TEXT_(__GNUC_PATCHLEVEL__);
#endif
#undef RUNNER_NUMBER_TEXT_
#undef RUNNER_TEXT_
#if defined(__AVX512F__)
  facts.instruction_set = "avx512f";
#elif defined(__AVX2__)
  facts.instruction_set = "avx2";
#elif defined(__AVX__)
  facts.instruction_set = "avx";
#else
  facts.instruction_set = "baseline";
#endif
  return facts;
}

#ifndef RUNNER_PLUGIN_VERSION
#define RUNNER_PLUGIN_VERSION "0"
#endif

consteval PluginRecord make_record(std::string_view kind, std::string_view name,
                                   std::string_view summary, const Metadata& metadata) {
  PluginRecord record;
  for (std::size_t i = 0; i < magic.size(); ++i) record.magic_bytes[i] = magic[i];
  record.record_bytes = sizeof(PluginRecord);
  record.api = api_version;
  record.build = this_build();
  record.kind = kind;
  record.name = name;
  record.version = metadata.version.empty() ? RUNNER_PLUGIN_VERSION : metadata.version;
  record.summary = summary;
  record.formula = metadata.formula;
  record.citation = metadata.citation;
  return record;
}

// What runner_create_plugin is asked for; datasets ignore it.
enum class Precision : int { single = 4, double_ = 8 };

}  // namespace abi
}  // namespace runner
