// The numbers of an .npy array, whatever their type and order in the file.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "formats/npz_archive.hpp"

namespace runner::formats {

// The smallest of our types that holds every number of a NumPy type: bytes for u1 and b1 (bool),
// float for f4, double for f8 and the other integers. None for what cannot be read: objects, text,
// times, complex and half-precision numbers, and big-endian ones.
enum class NpyStorage : std::uint8_t { none, byte, single, double_ };
NpyStorage npy_storage(std::string_view type);

// Whether the type is one of integers, or bool, that can be read.
bool is_whole(std::string_view type);

// Throws FormatError unless the entry is as long as its shape says: to be called before memory is
// taken for its numbers.
void check_size(const NpzEntry& entry);

// Reads the first `count` (at least 1) elements along the first dimension in C order: all values of
// the first example, then all of the second. `out` has room for exactly these; `Stored`
// (std::uint8_t, float or double) must be the type's storage or double. Reads to the end and checks
// it when these are all. Throws FormatError, also for an integer that is no double.
template <typename Stored>
void read_values(NpzEntry& entry, std::uint64_t count, std::span<Stored> out);

}  // namespace runner::formats
