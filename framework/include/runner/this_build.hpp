// Build facts and plugin record of the source file being compiled.
#pragma once

#include <runner/abi.hpp>
#include <runner/armadillo.hpp>

namespace runner::abi {

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
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || __FINITE_MATH_ONLY__
  facts.fast_math = 1;  // -ffinite-math-only hides NaN, and with it a diverged run
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
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define RUNNER_FMA_ "+fma"
#else
#define RUNNER_FMA_ ""
#endif
#if defined(__AVX512F__)
  facts.instruction_set = "avx512f" RUNNER_FMA_;
#elif defined(__AVX2__)
  facts.instruction_set = "avx2" RUNNER_FMA_;
#elif defined(__AVX__)
  facts.instruction_set = "avx" RUNNER_FMA_;
#else
  facts.instruction_set = "baseline" RUNNER_FMA_;
#endif
#undef RUNNER_FMA_
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

}  // namespace runner::abi
