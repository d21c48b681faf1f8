#include "data/tiles.hpp"

namespace runner {
namespace {

// Bytes are the common case and a quarter of a pass: they are converted with the widest vectors
// that the processor has. The results are the same, since every byte is exact in either type.
// (Sanitizers do not bear the dispatch, which runs before them.)
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RUNNER_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define RUNNER_VECTOR_CLONES
#endif

RUNNER_VECTOR_CLONES void convert(const std::uint8_t* from, double* to, arma::uword count) {
  for (arma::uword i = 0; i < count; ++i) to[i] = from[i];
}

RUNNER_VECTOR_CLONES void convert(const std::uint8_t* from, float* to, arma::uword count) {
  for (arma::uword i = 0; i < count; ++i) to[i] = from[i];
}

#undef RUNNER_VECTOR_CLONES

template <typename Element, typename Real>
void convert(const Element* from, Real* to, arma::uword count) {
  for (arma::uword i = 0; i < count; ++i) to[i] = static_cast<Real>(from[i]);
}

// The rows are shuffled, so the processor cannot guess which example comes next.
void prefetch(const void* example, std::size_t bytes) {
  constexpr std::size_t cache_line = 64;
  for (std::size_t i = 0; i < bytes; i += cache_line) {
    __builtin_prefetch(static_cast<const char*>(example) + i);
  }
}

}  // namespace

template <typename Real>
void read_tile(const Examples& source, std::span<const std::uint32_t> rows, arma::Mat<Real>& X) {
  std::visit(
      [&](const auto& values) {
        constexpr std::size_t ahead = 2;
        for (arma::uword column = 0; column < rows.size(); ++column) {
          if (column + ahead < rows.size()) {
            const auto* next = values.colptr(rows[column + ahead]);
            prefetch(next, values.n_rows * sizeof(*next));
          }
          convert(values.colptr(rows[column]), X.colptr(column), values.n_rows);
        }
      },
      source.values);
}

template void read_tile(const Examples&, std::span<const std::uint32_t>, arma::Mat<float>&);
template void read_tile(const Examples&, std::span<const std::uint32_t>, arma::Mat<double>&);

}  // namespace runner
