// Reads the numbers of an .npy array of any type and order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "formats/npy_array.hpp"

namespace runner::formats {

// The smallest C++ type that holds every number of a NumPy type: std::uint8_t for u1 and b1 (bool),
// float for f2 and f4, double for f8 and the other integers, in either byte order. `none` for types
// that cannot be read: objects, text, times, complex and extended-precision numbers.
enum class NpyStorage : std::uint8_t { none, byte, single, double_ };
NpyStorage npy_storage(std::string_view type);

// Whether the type can be read and is of integers or bool.
bool is_integer(std::string_view type);

// NumPy's name of a type: "uint8", "big-endian float32"; the type itself if it cannot be read.
std::string numpy_name(std::string_view type);

// Throws: Error (damaged) unless the array is as long as its shape says. Call it before allocating
// memory for the numbers.
void check_size(const NpyArray& array);

// Reads the first `count` examples (elements along the first dimension) in C order: all values of
// the first example, then all of the second. If these are all, also checks the end of the array.
// Requires: count >= 1; `out` has room for exactly these values; Stored is the type's storage or
// double.
// Throws: Error (damaged), also for an integer beyond 2^53, which a double cannot hold.
template <typename Stored>
void read_values(NpyArray& array, std::uint64_t count, std::span<Stored> out);

}  // namespace runner::formats
