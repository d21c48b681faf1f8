// A training's state as named arrays. experiments/README.md lists them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/named_array.hpp"
#include "training/training_state.hpp"

namespace runner {

// Whether state_of() accepts the state's weights: they are finite. After an update that made them
// infinite the training is about to diverge.
bool can_be_saved(const TrainingState& state);

std::vector<NamedArray> arrays_of(const TrainingState& state);

// Returns the state in `arrays`, of a training of at most `iterations`; ignores other arrays. Reads
// formats 1 and 2; format 1 keeps every number as a double and the generator as its memory.
// Throws: Error (damaged), a clause without the file's name, if an array is missing or holds what
// no training can have. What was read from a file is not trusted.
TrainingState state_of(std::span<const NamedArray> arrays, std::uint64_t format,
                       std::uint64_t iterations);

// The one whole number, from 0 to `max`, in the array `name`, which may be an integer or a double.
// Throws: Error (damaged), a clause.
std::uint64_t whole_number_in(std::span<const NamedArray> arrays, std::string_view name,
                              std::uint64_t max);

}  // namespace runner
