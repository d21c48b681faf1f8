// Whether the compared runs differ in more than their settings.
#pragma once

#include <string>
#include <vector>

#include "compare/run_groups.hpp"

namespace runner {

// Sentences about circumstances that are not the same in all runs that count, and what follows from
// that, the gravest first. None if the comparison is fair.
std::vector<std::string> fairness_notes(const RunGroups& groups);

}  // namespace runner
