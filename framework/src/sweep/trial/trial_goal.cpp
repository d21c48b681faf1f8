#include "sweep/trial/trial_goal.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "runs/file_names.hpp"
#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

// A trial's rows of metrics; none, with a sentence, if metrics.csv is damaged or missing.
struct RowsReading {
  std::vector<MetricsRow> rows;
  std::string problem;

  std::optional<MetricsRow> find(std::uint64_t iteration) const {
    return find_row(rows, iteration);
  }
  std::uint64_t last() const { return rows.empty() ? 0 : rows.back().iteration; }
};

RowsReading read_rows(const RunRecord& record) {
  if (record.status == RunStatus::missing || record.status == RunStatus::unreadable) return {};
  try {
    return {read_metrics(record.folder), {}};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_readable) throw;
    return {{}, error.what()};
  }
}

bool ends_within_line(const RunRecord& record) {
  const auto text = read_metrics_text(record.folder);
  return text && !text->ends_with('\n');
}

// Whether the trial ended in good order, so that its metrics.csv is complete.
bool has_ended(const RunRecord& record) {
  return has_failed(record.status) || record.status == RunStatus::finished ||
         record.status == RunStatus::paused;
}

// Whether two rows have the same metrics. run.json has no numbers that are not finite, and the
// seconds do not matter.
bool are_equal(const MetricsRow& a, const MetricsRow& b) {
  return std::all_of(all_metrics.begin(), all_metrics.end(), [&](Metric metric) {
    if (metric == Metric::seconds) return true;
    const auto one = metric_value(a, metric);
    const auto other = metric_value(b, metric);
    if (!one || !other) return !one && !other;
    return *one == *other || (!std::isfinite(*one) && !std::isfinite(*other));
  });
}

}  // namespace

bool TrialGoal::is_reached(const RunRecord& record) const {
  if (has_failed(record.status)) {
    if (retry_failed || record.manifest.stop_code == StopCode::no_space) return false;
    return damage(record).empty();
  }
  if (record.status == RunStatus::finished) return damage(record).empty();
  if (rung == 0 || !damage(record).empty()) return false;
  const RowsReading reading = read_rows(record);
  if (!reading.find(rung)) return false;
  // A process that died at the rung may not have written the weights.
  return record.status == RunStatus::paused || reading.last() > rung;
}

std::string TrialGoal::damage(const RunRecord& record) const {
  if (rung == 0 || !has_ended(record)) return {};
  const RowsReading reading = read_rows(record);
  const auto& result = record.manifest.result;
  if (!reading.problem.empty()) {
    // A trial that failed before it measured anything may have no file.
    const auto file = record.folder / file_names::metrics;
    std::error_code ignored;
    const bool had_none = !result && !std::filesystem::exists(file, ignored);
    return had_none ? "" : reading.problem;
  }
  const auto damaged = [&](std::string_view clause) {
    return fmt::format("{}: the file is damaged: {}.",
                       (record.folder / file_names::metrics).string(), clause);
  };
  const auto sentence = [&](std::uint64_t iteration, std::string_view clause) {
    return damaged(fmt::format("the row of iteration {} {}", iteration, clause));
  };
  // A failed trial may have lacked the space for the whole line.
  if (record.status != RunStatus::failed && ends_within_line(record)) {
    return damaged("its last line is incomplete");
  }
  if (result) {
    const auto row = reading.find(result->iteration);
    if (!row) return sentence(result->iteration, "is missing");
    if (!are_equal(*row, *result)) return sentence(result->iteration, "differs from run.json");
    const bool stopped_early = record.manifest.stop_code == StopCode::early_stopping;
    if (stopped_early && reading.last() <= result->iteration) {
      return sentence(result->iteration, "is the last one, but the trial stopped early after it");
    }
  }
  const auto row = reading.find(rung);
  if (row && metric_value(*row, objective)) return {};
  if (row) return sentence(rung, fmt::format("has no {}", to_text(objective)));
  // Only early stopping and failures end a trial before a rung, and they leave a reason.
  const bool was_beyond =
      reading.last() > rung || (result && result->iteration > rung) ||
      (record.status == RunStatus::finished && record.manifest.stop_reason.empty());
  return was_beyond ? sentence(rung, "is missing") : "";
}

std::optional<double> TrialGoal::value_of(const RunRecord& record) const {
  if (rung != 0) {
    if (const auto row = read_rows(record).find(rung)) return metric_value(*row, objective);
  }
  return has_failed(record.status) ? std::nullopt : record.metric(objective);
}

}  // namespace runner
