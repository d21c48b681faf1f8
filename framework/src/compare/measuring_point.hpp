// Where in a run its metrics are taken: `--at iteration=500`, `--at seconds=10`, `--at best`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compare/measured_run.hpp"

namespace runner {

struct MeasuringPoint {
  enum class Kind { end, iteration, seconds, best };

  Kind kind = Kind::end;
  std::uint64_t iteration = 0;  // of Kind::iteration
  double seconds = 0;           // of Kind::seconds, spent in updates; finite, at least 0
};

// Parses the value of --at.
// Throws: Error (invalid_input), a sentence that says what --at takes.
MeasuringPoint parse_measuring_point(const std::string& text);

// Takes the run's row at the point.
//
// end: a finished or paused run has run.json's result, the metrics of its weights. Another one has
// the last row of its metrics.csv, or run.json's result if there is none.
// iteration, seconds: the last row by then. A finished run that ended by then has its result, as at
// the end.
// best: the row with the best validation accuracy; of those the lowest validation loss; of those
// the first. Nothing if the run has no validation examples.
//
// metrics.csv is read only if needed. If it cannot be used, the run has no row, and its record's
// `problem` is a sentence about the file. An unreadable run has no row.
MeasuredRun measure(RunRecord record, const MeasuringPoint& point = {});

// Reads the rows of a run's metrics.csv. The file of a run that is still running or was stopped
// from outside may lack its header or not exist; it then has no rows. Throws: as read_metrics().
std::vector<MetricsRow> read_rows_so_far(const RunRecord& record);

// Sentences about the readable runs whose metrics.csv could not be used.
std::vector<std::string> measuring_warnings(const std::vector<MeasuredRun>& runs);

// What to know about rows that are not exactly at the point, or missing there, in sentences.
// Returns nothing if all are, and at the end.
std::optional<std::string> measuring_note(const std::vector<MeasuredRun>& runs,
                                          const MeasuringPoint& point);

}  // namespace runner
