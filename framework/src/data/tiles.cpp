#include "data/tiles.hpp"

#include <vector>

namespace runner {
namespace {

// Loops over bytes are a good part of a pass and are compiled for the widest vectors that the
// processor has; they are exact, so that the results are the same. (Sanitizers do not bear the
// dispatch, which runs before them.)
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

RUNNER_VECTOR_CLONES void merge(const std::uint8_t* from, std::uint8_t* seen, arma::uword count) {
  for (arma::uword i = 0; i < count; ++i) seen[i] |= from[i];
}

#undef RUNNER_VECTOR_CLONES

template <typename Element, typename Real>
void convert(const Element* from, Real* to, arma::uword count) {
  for (arma::uword i = 0; i < count; ++i) to[i] = static_cast<Real>(from[i]);
}

template <typename Element, typename Real>
void gather(const Element* from, const arma::uvec& active, Real* to) {
  const arma::uword* index = active.memptr();
  for (arma::uword i = 0; i < active.n_elem; ++i) to[i] = static_cast<Real>(from[index[i]]);
}

// The rows are shuffled, so the processor cannot guess which example comes next.
void prefetch(const void* example, std::size_t bytes) {
  constexpr std::size_t cache_line = 64;
  for (std::size_t i = 0; i < bytes; i += cache_line) {
    __builtin_prefetch(static_cast<const char*>(example) + i);
  }
}

void find_active_bytes(const arma::Mat<std::uint8_t>& values, std::span<const std::uint32_t> rows,
                       arma::uvec& active) {
  constexpr std::size_t ahead = 2;
  std::vector<std::uint8_t> seen(values.n_rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + ahead < rows.size()) prefetch(values.colptr(rows[i + ahead]), values.n_rows);
    merge(values.colptr(rows[i]), seen.data(), values.n_rows);
  }
  active.set_size(values.n_rows);
  arma::uword count = 0;
  for (arma::uword input = 0; input < values.n_rows; ++input) {
    active[count] = input;
    count += seen[input] != 0 ? 1 : 0;
  }
  active.resize(count);
}

}  // namespace

void find_active_inputs(const Examples& source, std::span<const std::uint32_t> rows,
                        arma::uvec& active) {
  if (const auto* bytes = std::get_if<arma::Mat<std::uint8_t>>(&source.values)) {
    find_active_bytes(*bytes, rows, active);
  } else {
    active = arma::regspace<arma::uvec>(0, source.inputs() - 1);
  }
}

template <typename Real>
void read_tile(const Examples& source, std::span<const std::uint32_t> rows,
               const arma::uvec& active, arma::Mat<Real>& X) {
  std::visit(
      [&](const auto& values) {
        const bool all = active.n_elem == values.n_rows;
        for (arma::uword column = 0; column < rows.size(); ++column) {
          const auto* example = values.colptr(rows[column]);
          if (all) {
            convert(example, X.colptr(column), values.n_rows);
          } else {
            gather(example, active, X.colptr(column));
          }
        }
      },
      source.values);
}

template void read_tile(const Examples&, std::span<const std::uint32_t>, const arma::uvec&,
                        arma::Mat<float>&);
template void read_tile(const Examples&, std::span<const std::uint32_t>, const arma::uvec&,
                        arma::Mat<double>&);

}  // namespace runner
