#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include <runner/network_shape.hpp>

#include "base/named_array.hpp"
#include "runs/run_record.hpp"

namespace runner {

// The shape of the run's network, from its config and run.json.
// Throws: Error (damaged) if the run ended before its data were known.
NetworkShape network_shape(const RunRecord& record, const ExperimentSpec& spec);

// Writes the run's weights.npz atomically: W1 (H x p), b1 (H x 1), W2 (C x H), b2 (C x 1),
// and with standardised inputs input_mean and input_deviation (p).
// Throws: Error (not_writable, no_space).
void write_weights(const std::filesystem::path& folder, std::span<const NamedArray> weights);

// Reads the run's weights.npz, in the precision of the file. `standardized`: the spec's
// standardize.
// Throws: Error (not_found, not_readable, damaged) if an array is missing, is not one of
// floating-point numbers of the shape's size, or holds a value that is not finite; if input_mean
// and input_deviation are there although inputs are not standardised, or cannot standardise.
std::vector<NamedArray> read_weights(const std::filesystem::path& folder, const NetworkShape& shape,
                                     bool standardized);

}  // namespace runner
