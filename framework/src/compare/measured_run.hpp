// A run with the row of metrics that is compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runs/run_record.hpp"

namespace runner {

struct MeasuredRun {
  RunRecord record;
  std::optional<MetricsRow> row;  // nothing if nothing was measured, or not at that point

  // The row's value; nothing if it was not measured, is not a number or is infinite.
  std::optional<double> metric(Metric metric) const;
  // Whether the run counts in means: it is finished and has a row.
  bool is_complete() const { return record.status == RunStatus::finished && row.has_value(); }
};

// How far a run is: the iterations done and planned, "3400/20000"; "3400" if the run is finished or
// the planned ones are unknown. Empty if nothing was measured.
std::string progress_text(const MeasuredRun& run);

}  // namespace runner
