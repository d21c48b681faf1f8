// Which runs make up each curve of a plot.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compare/run_groups.hpp"

namespace runner {

// The runs of one curve for each metric.
struct CurveSource {
  std::string label;              // of the group or run; safe to print, unique in its plot
  std::string remark;             // of a single run that is not finished: "running, 3400/20000"
  std::vector<std::size_t> runs;  // indices into RunGroups::runs; several are averaged
  bool is_mean = false;           // over a group's observations, of which there may be one
  std::string note;  // a sentence about the group's runs that are not in the mean; may be empty
};

struct CurveSources {
  std::vector<CurveSource> sources;  // in the order of the groups and their runs
  std::vector<std::string> notes;    // sentences about runs that are not drawn
};

// A group with complete runs is one source, the mean of its observations, whose note counts its
// other runs. The runs of a group without a complete one are sources of their own, as are all runs
// if `each` is set. Runs without any row of metrics are only counted in a note.
CurveSources curve_sources(const RunGroups& groups, bool each);

// The `count` sources with the best mean of the runs' last values of `metric`, in the given order.
// Those without a value come last. A note says how many were left out.
void keep_best(CurveSources& sources, const RunGroups& groups, Metric metric, std::size_t count);

}  // namespace runner
