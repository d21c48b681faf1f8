#include "compare/measuring_point.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "base/quoted.hpp"
#include "runs/csv_cells.hpp"
#include "runs/file_names.hpp"
#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

using Kind = MeasuringPoint::Kind;
using Rows = std::vector<MetricsRow>;

[[noreturn]] void fail_point(const std::string& text, const std::string& problem) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("--at: {} {}; give iteration=N, seconds=S or best, such as "
                          "iteration=500.",
                          in_quotes(text, 60), problem));
}

std::uint64_t iteration_from(const std::string& text, std::string_view number) {
  if (const auto iteration = parse_cell<std::uint64_t>(number)) return *iteration;
  fail_point(text, "has no whole number of at least 0 after '='");
}

double seconds_from(const std::string& text, std::string_view number) {
  const auto seconds = parse_cell<double>(number);
  if (seconds && std::isfinite(*seconds) && *seconds >= 0) return *seconds;
  fail_point(text, "has no number of at least 0 after '='");
}

// The last of the rows that `is_by_then` accepts.
template <typename Predicate>
std::optional<MetricsRow> last_row(const Rows& rows, const Predicate& is_by_then) {
  const auto found = std::find_if(rows.rbegin(), rows.rend(), is_by_then);
  return found == rows.rend() ? std::nullopt : std::optional(*found);
}

bool is_better_row(const MetricsRow& a, const MetricsRow& b) {
  if (a.validation->accuracy != b.validation->accuracy) {
    return a.validation->accuracy > b.validation->accuracy;
  }
  return is_better(Metric::validation_loss, a.validation->loss, b.validation->loss);
}

std::optional<MetricsRow> best_row(const Rows& rows) {
  std::optional<MetricsRow> best;
  for (const auto& row : rows) {
    if (row.validation && (!best || is_better_row(row, *best))) best = row;
  }
  return best;
}

// Whether the run ended by itself, so that run.json has the metrics of its weights.
bool has_ended(RunStatus status) {
  return status == RunStatus::finished || status == RunStatus::paused;
}

std::optional<MetricsRow> row_by(const RunRecord& record, const Rows& rows,
                                 const MeasuringPoint& point) {
  const auto is_by_then = [&](const MetricsRow& row) {
    return point.kind == Kind::iteration ? row.iteration <= point.iteration
                                         : row.seconds <= point.seconds;
  };
  const bool is_over = !rows.empty() && is_by_then(rows.back());
  if (is_over && record.status == RunStatus::finished && record.manifest.result) {
    return record.manifest.result;
  }
  return last_row(rows, is_by_then);
}

std::optional<MetricsRow> row_at(const RunRecord& record, const MeasuringPoint& point) {
  const bool at_end = point.kind == Kind::end;
  if (at_end && has_ended(record.status)) return record.manifest.result;
  const Rows rows = read_rows_so_far(record);
  if (point.kind == Kind::best) return best_row(rows);
  if (!at_end) return row_by(record, rows, point);
  return rows.empty() ? record.manifest.result : std::optional(rows.back());
}

std::string count_of(std::uint64_t count, std::size_t all) {
  return fmt::format("{} of {} run{}", count, all, all == 1 ? "" : "s");
}

// Whether the row is the result of a run that finished before the point, rather than a row on the
// way.
bool is_result(const MeasuredRun& run) {
  return run.record.status == RunStatus::finished && run.record.manifest.result &&
         run.row->iteration == run.record.manifest.result->iteration;
}

struct NoteCounts {
  std::size_t readable = 0;
  std::size_t without_row = 0;
  std::size_t ended_before = 0;  // finished, and shown with their results
  std::size_t before = 0;        // shown with an earlier row
  double earliest_seconds = 0;   // of those
};

NoteCounts count_for_note(const std::vector<MeasuredRun>& runs, const MeasuringPoint& point) {
  NoteCounts counts;
  counts.earliest_seconds = point.seconds;
  for (const auto& run : runs) {
    if (run.record.status == RunStatus::unreadable || !run.record.problem.empty()) continue;
    ++counts.readable;
    if (!run.row) {
      ++counts.without_row;
    } else if (point.kind == Kind::best ||
               (point.kind == Kind::iteration && run.row->iteration == point.iteration)) {
      continue;
    } else if (is_result(run)) {
      ++counts.ended_before;
    } else {
      ++counts.before;
      counts.earliest_seconds = std::min(counts.earliest_seconds, run.row->seconds);
    }
  }
  return counts;
}

}  // namespace

MeasuringPoint parse_measuring_point(const std::string& text) {
  if (text == "best") return {Kind::best};
  const std::size_t equals = text.find('=');
  const std::string word = text.substr(0, equals);
  if (word == "iteration" || word == "seconds") {
    if (equals == std::string::npos) fail_point(text, "has no '=' and number");
    const std::string_view number = std::string_view(text).substr(equals + 1);
    if (word == "iteration") return {Kind::iteration, iteration_from(text, number)};
    return {Kind::seconds, 0, seconds_from(text, number)};
  }
  if (word == "best") fail_point(text, "has a value, but best takes none");
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("--at: {} is not one of iteration=N, seconds=S and best.{}", in_quotes(text, 60),
                  did_you_mean(word, {"iteration", "seconds", "best"})));
}

std::vector<MetricsRow> read_rows_so_far(const RunRecord& record) {
  if (has_ended(record.status)) return read_metrics(record.folder);
  const auto text = read_metrics_text(record.folder);
  if (!text || text->find('\n') == std::string::npos) return {};
  return parse_metrics(*text, record.folder / file_names::metrics);
}

MeasuredRun measure(RunRecord record, const MeasuringPoint& point) {
  MeasuredRun run;
  if (record.status != RunStatus::unreadable) {
    try {
      run.row = row_at(record, point);
    } catch (const Error& error) {
      record.problem = error.what();
    }
  }
  run.record = std::move(record);
  return run;
}

std::vector<std::string> measuring_warnings(const std::vector<MeasuredRun>& runs) {
  std::vector<std::string> warnings;
  for (const auto& run : runs) {
    const RunRecord& record = run.record;
    if (record.status == RunStatus::unreadable || record.problem.empty()) continue;
    warnings.push_back(record.problem + " The run is shown without its metrics.");
  }
  return warnings;
}

std::optional<std::string> measuring_note(const std::vector<MeasuredRun>& runs,
                                          const MeasuringPoint& point) {
  if (point.kind == Kind::end) return std::nullopt;
  const NoteCounts counts = count_for_note(runs, point);
  const auto counted = [&](std::size_t count) { return count_of(count, counts.readable); };
  const auto verb = [](std::size_t count, const char* one, const char* more) {
    return count == 1 ? one : more;
  };
  std::vector<std::string> clauses;
  if (point.kind == Kind::best && counts.without_row > 0) {
    return fmt::format("At the best row: {} {} no validation metrics, so no row is the best.",
                       counted(counts.without_row), verb(counts.without_row, "has", "have"));
  }
  if (point.kind == Kind::iteration && counts.before > 0) {
    clauses.push_back(fmt::format("{} {} no row there; the last row before it is shown",
                                  counted(counts.before), verb(counts.before, "has", "have")));
  }
  if (point.kind == Kind::seconds && counts.before > 0) {
    clauses.push_back(fmt::format("the last row by then is shown, the earliest of {:.4g} seconds",
                                  counts.earliest_seconds));
  }
  if (counts.ended_before > 0) {
    clauses.push_back(fmt::format("{} finished before; {} shown", counted(counts.ended_before),
                                  verb(counts.ended_before, "its result is", "their results are")));
  }
  if (counts.without_row > 0) {
    clauses.push_back(fmt::format("{} {} no row by then", counted(counts.without_row),
                                  verb(counts.without_row, "has", "have")));
  }
  if (clauses.empty()) return std::nullopt;
  const std::string where = point.kind == Kind::iteration
                                ? fmt::format("At iteration {}", point.iteration)
                                : fmt::format("At {:.6g} seconds", point.seconds);
  return fmt::format("{}: {}.", where, fmt::join(clauses, "; "));
}

}  // namespace runner
