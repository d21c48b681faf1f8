// Named arrays in one file that numpy.load reads.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <runner/armadillo.hpp>

namespace runner {

struct NpzArray {
  std::string name;  // a file name without ".npy", e.g. "W1"
  std::variant<arma::Mat<double>, arma::Mat<float>> values;

  arma::uword rows() const;
  arma::uword columns() const;
};

enum class NpzCompression { stored, deflated };

// Writes the file whole or not at all. An array of r x c is written as shape (r, c) in Fortran
// order, so a column vector of n elements has shape (n, 1). Equal arrays make equal files. Throws
// std::runtime_error with a sentence that names the file.
void write_npz(const std::filesystem::path& path, const std::vector<NpzArray>& arrays,
               NpzCompression compression = NpzCompression::stored);

// Reads all arrays in the file's order: little-endian f4 or f8, C or Fortran order, at most two
// dimensions; shape (n,) becomes n x 1 and () 1 x 1. Together they may take 4 GiB. Throws
// InputError with a sentence that names the file, and the array where it is the fault of one.
std::vector<NpzArray> read_npz(const std::filesystem::path& path);

// The array of that name, or null.
const NpzArray* find_array(const std::vector<NpzArray>& arrays, std::string_view name);

}  // namespace runner
