// What the host must know about a plugin before any of its code runs: a PluginRecord, plain bytes
// in an ELF section of their own. The host reads it from the file, compares the build facts with
// its own, and only then calls dlopen(), since a plugin built with an address sanitizer, fast-math
// or another layout of arma::Mat can do harm as soon as it is loaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace runner {

// What a plugin says about itself beyond its name and summary. All fields are optional.
struct Metadata {
  std::string_view version = {};   // default: the version of the framework that built it
  std::string_view formula = {};   // in plain text: "x sigmoid(beta x)"
  std::string_view citation = {};  // "arXiv:1710.05941"
};

namespace abi {

// Increases whenever plugins built with older headers would no longer work.
inline constexpr std::uint32_t api_version = 2;

inline constexpr std::string_view section_name = ".runner.plugin";
inline constexpr std::string_view magic = "RUNNERPL";

// Text in a record: UTF-8, at most N - 1 bytes, padded with zero bytes.
template <std::size_t N>
struct FixedText {
  char bytes[N] = {};

  constexpr FixedText() = default;
  // A text that is too long is a compilation error, since records are constant expressions.
  constexpr FixedText(std::string_view text) {
    if (text.size() >= N) throw "this text is too long for the plugin's record";
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = text[i];
  }
  constexpr FixedText(const char* text) : FixedText(std::string_view(text)) {}
};

// How a plugin or the host was compiled. All but the last three must be the same in both.
struct BuildFacts {
  FixedText<16> compiler;                // gcc or clang
  std::uint32_t cxx_abi = 0;             // __GXX_ABI_VERSION
  std::uint32_t cxx11_strings = 0;       // _GLIBCXX_USE_CXX11_ABI
  std::uint32_t checked_containers = 0;  // _GLIBCXX_DEBUG
  std::uint32_t mat_bytes = 0;           // sizeof(arma::Mat<double>)
  std::uint32_t uword_bytes = 0;         // sizeof(arma::uword)
  std::uint32_t mat_prealloc = 0;        // ARMA_MAT_PREALLOC
  // 1: malloc family, 2: TBB, 3: MKL, 4: user's (ARMA_ALIEN_MEM_ALLOC_FUNCTION)
  std::uint32_t allocator = 0;
  std::uint32_t arma_openmp = 0;
  std::uint32_t arma_wrapper = 0;
  std::uint32_t arma_rng = 0;  // 0: the compiler's, 1: ARMA_USE_EXTERN_RNG, 2: ARMA_RNG_ALT
  std::uint32_t address_sanitizer = 0;
  std::uint32_t thread_sanitizer = 0;
  std::uint32_t fast_math = 0;  // or its parts that reorder sums or assume that there is no NaN
  FixedText<24> arma_version;
  FixedText<48> compiler_version;
  // The widest vectors that the compiler may use, and "+fma" if it may fuse a product and a sum,
  // which rounds once instead of twice: "baseline", "avx2+fma".
  FixedText<24> instruction_set;
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

// The argument of runner_create_plugin(): the element type of the object. Datasets ignore it.
enum class Precision : int { single = 4, double_ = 8 };

}  // namespace abi
}  // namespace runner
