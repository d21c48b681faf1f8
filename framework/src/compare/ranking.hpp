// Which group comes first, and by what.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "compare/run_groups.hpp"

namespace runner {

// The metrics that groups can be ranked by: all but the seconds, which the machine's other work
// decides as well.
inline constexpr std::array ranking_metrics = {Metric::train_loss,      Metric::train_accuracy,
                                               Metric::validation_loss, Metric::validation_accuracy,
                                               Metric::test_loss,       Metric::test_accuracy};

bool is_on_test_set(Metric metric);

// For readers of groups or runs that were chosen by a metric of the test set.
inline constexpr std::string_view test_metric_caution =
    "Caution: whoever chooses a setting by test figures needs other data to test it.";

// validation_accuracy, or train_loss if no run that counts has validation examples. Never a metric
// of the test set: choosing by it biases it.
Metric default_ranking_metric(const RunGroups& groups);

// The groups from the best mean of `metric` to the worst. Ties are broken by the mean loss on the
// same set of examples, then by the given order. Groups on the same data stand together, in the
// order of the first of them; those without a value come last among them.
std::vector<std::size_t> ranked(const RunGroups& groups, Metric metric);

}  // namespace runner
