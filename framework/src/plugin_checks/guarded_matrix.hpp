#pragma once

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

#include "plugin_checks/check_log.hpp"

#include <runner/armadillo.hpp>

namespace runner {

// A matrix as the network passes it to a plugin: a view of shared memory, of fixed size. It is
// filled with NaN, to show elements that are not assigned. check() detects writes before and after
// it.
template <typename Real>
class GuardedMatrix {
 public:
  // `offset`: elements from the memory's alignment to the matrix.
  GuardedMatrix(arma::uword rows, arma::uword columns, arma::uword offset = 0)
      : memory_(2 * margin + offset + rows * columns, untouched),
        view(memory_.data() + margin + offset, rows, columns, false, true) {
    view.fill(std::numeric_limits<Real>::quiet_NaN());
  }

  // Throws: CheckFailure if memory around the matrix has changed.
  void check(std::string_view function) const {
    const Real* const begin = view.memptr();
    const auto intact = [](Real value) { return value == untouched; };
    const bool all_intact =
        std::all_of(memory_.data(), begin, intact) &&
        std::all_of(begin + view.n_elem, memory_.data() + memory_.size(), intact);
    if (!all_intact)
      throw CheckFailure(std::string(function) + " writes out of its result's memory.");
  }

 private:
  static constexpr std::size_t margin = 16;
  static constexpr Real untouched = Real(-123456);
  std::vector<Real> memory_;

 public:
  arma::Mat<Real> view;
};

// Whether a and b have the same bits; any NaN equals any other.
template <typename Real>
bool same_number(Real a, Real b) {
  return std::memcmp(&a, &b, sizeof(Real)) == 0 || (a != a && b != b);
}

template <typename Matrix>
bool same_bits(const Matrix& a, const Matrix& b) {
  if (a.n_elem != b.n_elem) return false;
  for (arma::uword i = 0; i < a.n_elem; ++i) {
    if (!same_number(a[i], b[i])) return false;
  }
  return true;
}

// Keeps a copy of a const input, to detect changes.
template <typename Matrix>
class Unchanged {
 public:
  Unchanged(const Matrix& matrix, const char* name) : matrix_(matrix), copy_(matrix), name_(name) {}

  void check(std::string_view function) const {
    if (same_bits(matrix_, copy_)) return;
    throw CheckFailure(std::string(function) + " writes to its const input " + name_ + ".");
  }

 private:
  const Matrix& matrix_;
  Matrix copy_;
  const char* name_;
};

}  // namespace runner
