// What a training needs to go on, as named arrays. experiments/README.md lists them.
#pragma once

#include <vector>

#include <runner/parameters.hpp>

#include "formats/npz.hpp"
#include "training/training_state.hpp"

namespace runner {

template <typename Real>
std::vector<NpzArray> arrays_of(const TrainingState<Real>& state);

// The state in `arrays`, which may hold others beside. What was read from a file is not trusted:
// throws InputError, with what is wrong but neither the file's name nor a full stop, when an array
// is missing, of another size than the network's, or of another precision, or a number is none that
// a training of `iterations` can have.
template <typename Real>
TrainingState<Real> state_of(const std::vector<NpzArray>& arrays, const NetworkShape& shape,
                             std::uint64_t iterations);

// The array `name` of one whole number from 0 to `most`. Throws InputError in the same way.
std::uint64_t whole_number_in(const std::vector<NpzArray>& arrays, std::string_view name,
                              std::uint64_t most);

// A number as an array.
NpzArray number_array(std::string name, double number);

}  // namespace runner
