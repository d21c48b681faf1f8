// The difference of two runs for people and for programs.
#pragma once

#include <optional>
#include <string>

#include "compare/run_diff.hpp"

namespace runner {

// Tables of what differs, and sentences about the results, no line wider than `width`; nothing
// means no limit.
std::string diff_text(const RunDiff& diff, std::optional<std::size_t> width);

// An object: `config` and `circumstances` (an array of both texts a name, null where one lacks),
// `metrics`, `weights` and `predictions` (null if one run has none).
std::string diff_json(const RunDiff& diff);

}  // namespace runner
