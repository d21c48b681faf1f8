// What the commands that train have in common.
#pragma once

#include <cstdint>
#include <optional>

namespace runner {

class ArgumentParser;

// Adds --threads N. thread_count() takes the result.
void add_threads(ArgumentParser& parser, std::optional<std::uint64_t>& threads);

// Returns `threads`, or the number of cores if --threads was not given.
unsigned thread_count(const std::optional<std::uint64_t>& threads);

// Prepares this process for training: a file size limit becomes an error of the write instead of
// ending the process, and OpenBLAS starts no threads of its own.
void prepare_to_train();

}  // namespace runner
