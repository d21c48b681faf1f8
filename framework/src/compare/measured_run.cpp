#include "compare/measured_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "runs/csv_cells.hpp"

namespace runner {
namespace {

std::optional<std::uint64_t> count_at(const RunRecord& record, std::string_view key) {
  const std::string* text = find_text(record.config, key);
  return text == nullptr ? std::nullopt : parse_cell<std::uint64_t>(*text);
}

// The number of updates in an epoch, if the config and the data tell it.
std::optional<std::uint64_t> updates_per_epoch(const RunRecord& record) {
  const std::string* batch_size = find_text(record.config, "batch_size");
  if (batch_size != nullptr && *batch_size == "all") return 1;
  const auto batch = count_at(record, "batch_size");
  const std::uint64_t examples = record.manifest.data ? record.manifest.data->train_examples : 0;
  if (!batch || *batch == 0 || examples == 0) return std::nullopt;
  return examples / *batch + (examples % *batch == 0 ? 0 : 1);
}

std::optional<std::uint64_t> planned_iterations(const RunRecord& record) {
  const auto epochs = count_at(record, "epochs");
  if (!epochs) return count_at(record, "iterations");
  const auto updates = updates_per_epoch(record);
  if (!updates || *epochs > std::numeric_limits<std::uint64_t>::max() / *updates)
    return std::nullopt;
  return *epochs * *updates;
}

}  // namespace

std::optional<double> MeasuredRun::metric(Metric metric) const {
  const auto value = row ? metric_value(*row, metric) : std::nullopt;
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string progress_text(const MeasuredRun& run) {
  const auto& result = run.record.manifest.result;
  if (!run.row && !result) return {};
  const std::uint64_t done =
      std::max(run.row ? run.row->iteration : 0, result ? result->iteration : 0);
  const bool is_over = run.record.status == RunStatus::finished;
  const auto planned = is_over ? std::nullopt : planned_iterations(run.record);
  return planned ? fmt::format("{}/{}", done, *planned) : fmt::format("{}", done);
}

}  // namespace runner
