// Named arrays in one file that numpy.load reads. For arrays of any size and type from elsewhere,
// see npz_archive.hpp.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "base/named_array.hpp"

namespace runner {

enum class NpzCompression { stored, deflated };

// Writes the file atomically, matrices in Fortran order. Equal arrays make equal files.
// Throws: Error (not_writable, no_space), a sentence that names the file.
void write_npz(const std::filesystem::path& path, std::span<const NamedArray> arrays,
               NpzCompression compression = NpzCompression::stored);

// Reads all arrays in the file's order: little-endian f4, f8, i8, u4 and u1, C or Fortran order, at
// most two dimensions, together at most 4 GiB.
// Throws: Error (not_found, not_readable, damaged), a sentence that names the file and, if the
// error is in one array, the array.
std::vector<NamedArray> read_npz(const std::filesystem::path& path);

}  // namespace runner
