// The header of NumPy's .npy format: what an array's bytes mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace runner::formats {

struct NpyHeader {
  // Byte order ('<' little-endian, '>' big-endian, '|' neither), kind and bytes of an element, as
  // NumPy writes them: "<f8", "|u1", ">i4", "|O" for objects.
  std::string type = "<f8";
  bool fortran_order = true;         // the first index runs fastest, else the last
  std::vector<std::uint64_t> shape;  // () is one number, (n,) a vector, (rows, columns) a matrix

  bool operator==(const NpyHeader&) const = default;
};

// Format version 1.0, padded with spaces so that the array's bytes, which follow, begin at a
// multiple of 64.
std::string write_npy_header(const NpyHeader& header);

// Bytes that must be read to know how long the header is: magic, version, length.
inline constexpr std::size_t npy_prefix_bytes = 12;

// Length of the whole header in bytes, from the file's first npy_prefix_bytes. At most 64 KiB
// (NumPy's own are below 1 KiB). Throws NpyError.
std::size_t npy_header_bytes(std::span<const std::byte> prefix);

// Reads a whole header of version 1.0, 2.0 or 3.0, of any type but structures and of any shape.
// Throws NpyError.
NpyHeader read_npy_header(std::span<const std::byte> header);

}  // namespace runner::formats
