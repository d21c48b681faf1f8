// A run's record as bytes for the cache: the fields one after the other, in the machine's own order
// of bytes. Only the program that wrote them may read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runs/stored_run.hpp"

namespace runner {

std::string to_bytes(const StoredRun& run);

// Returns nothing unless the bytes are those of a run that read_stored_run() could have returned.
// Whatever they are, no memory beyond a small multiple of their number is taken.
std::optional<StoredRun> stored_run_from(std::string_view bytes);

}  // namespace runner
