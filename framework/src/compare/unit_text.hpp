// How counts and the units of groups are called in sentences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compare/run_groups.hpp"

namespace runner {

// "1 run", "2 runs"
std::string plural(std::uint64_t count, std::string_view noun);

// What the runs of a group are repeats over: "seed", or "value of split_size".
std::string unit_name(const RunGroups& groups);

// "seeds", "values of split_size"
std::string unit_names(const RunGroups& groups);

// "8 seeds", "1 value of split_size"
std::string units_text(const RunGroups& groups, std::uint64_t count);

}  // namespace runner
