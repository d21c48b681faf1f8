#include "runs/metrics_csv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/regular_file.hpp"
#include "runs/csv_cells.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

constexpr std::uint64_t max_metrics_bytes = std::uint64_t{1} << 30;
constexpr std::size_t metric_count = all_metrics.size();

// Where a file has each column.
struct Columns {
  std::size_t iteration = 0;
  std::size_t epoch = 0;
  std::array<std::size_t, metric_count> metrics{};
  std::size_t count = 0;
};

std::size_t column_of(const Cells& names, std::string_view name,
                      const std::filesystem::path& file) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw Error(ErrorCode::damaged,
              fmt::format("{}:1: there is no column '{}'.", file.string(), name));
}

Columns find_columns(std::string_view header, const std::filesystem::path& file) {
  const Cells names = split_cells(header);
  Columns columns;
  columns.iteration = column_of(names, "iteration", file);
  columns.epoch = column_of(names, "epoch", file);
  for (std::size_t i = 0; i < metric_count; ++i) {
    columns.metrics[i] = column_of(names, to_text(all_metrics[i]), file);
  }
  columns.count = names.size();
  return columns;
}

std::optional<MetricsRow> read_row(std::string_view line, const Columns& columns) {
  const Cells cells = split_cells(line);
  if (cells.size() != columns.count) return std::nullopt;
  const auto iteration = parse_cell<std::uint64_t>(cells[columns.iteration]);
  const auto epoch = parse_cell<std::uint64_t>(cells[columns.epoch]);
  if (!iteration || !epoch) return std::nullopt;
  MetricsRow row;
  row.iteration = *iteration;
  row.epoch = *epoch;
  row.train = {std::nan(""), std::nan("")};
  for (std::size_t i = 0; i < metric_count; ++i) {
    const std::string_view cell = cells[columns.metrics[i]];
    if (cell.empty()) continue;
    const auto value = parse_cell<double>(cell);
    if (!value) return std::nullopt;
    set_metric_value(row, all_metrics[i], *value);
  }
  return row;
}

// Takes the first line off the text, without its end; nothing if it has none.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string metrics_header() {
  std::string header = "iteration,epoch";
  for (const Metric metric : all_metrics) header.append(",").append(to_text(metric));
  return header;
}

std::string metrics_line(const MetricsRow& row) {
  std::string line = fmt::format("{},{}", row.iteration, row.epoch);
  for (const Metric metric : all_metrics) {
    line += ',';
    if (const auto value = metric_value(row, metric)) line += fmt::format("{:.17g}", *value);
  }
  return line;
}

std::string read_metrics_text(const std::filesystem::path& folder) {
  const auto file = folder / file_names::metrics;
  std::error_code error;
  std::string text = read_regular_file(file, max_metrics_bytes, error);
  if (!error || error == std::errc::no_such_file_or_directory) return text;
  throw Error(ErrorCode::not_readable,
              fmt::format("{}: the file cannot be read: {}.", file.string(), error.message()));
}

std::vector<MetricsRow> read_metrics(const std::filesystem::path& folder) {
  const auto file = folder / file_names::metrics;
  const std::string bytes = read_metrics_text(folder);
  std::string_view text = bytes;
  std::vector<MetricsRow> rows;
  const auto header = take_line(text);
  if (!header) return rows;
  const Columns columns = find_columns(*header, file);
  while (const auto line = take_line(text)) {
    if (const auto row = read_row(*line, columns)) rows.push_back(*row);
  }
  return rows;
}

std::optional<MetricsRow> find_row(const std::vector<MetricsRow>& rows, std::uint64_t iteration) {
  const auto found = std::find_if(
      rows.begin(), rows.end(), [&](const MetricsRow& row) { return row.iteration == iteration; });
  return found == rows.end() ? std::nullopt : std::optional(*found);
}

}  // namespace runner
