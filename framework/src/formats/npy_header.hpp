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
  // An element's byte order ('<' little-endian, '>' big-endian, '|' neither), kind and bytes, as
  // NumPy writes them: "<f8", "|u1", ">i4", "|O" for objects.
  std::string type = "<f8";
  bool fortran_order = true;         // whether the first index runs fastest; otherwise the last
  std::vector<std::uint64_t> shape;  // empty for a single number

  bool operator==(const NpyHeader&) const = default;
};

// Returns a header of format version 1.0, padded with spaces to a multiple of 64 bytes.
std::string write_npy_header(const NpyHeader& header);

// Bytes needed to tell the length of the header: magic, version, length.
inline constexpr std::size_t npy_prefix_bytes = 12;

// Returns the length of the whole header in bytes, from the file's first npy_prefix_bytes.
// Throws: Error (damaged), with a clause, also for more than 64 KiB; NumPy's are below 1 KiB.
std::size_t npy_header_bytes(std::span<const std::byte> prefix);

// Reads a whole header of version 1.0, 2.0 or 3.0, of any type except structures and of any shape.
// Throws: Error (damaged), with a clause.
NpyHeader read_npy_header(std::span<const std::byte> header);

}  // namespace runner::formats
