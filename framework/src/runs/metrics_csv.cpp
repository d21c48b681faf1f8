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

// Whether a run can have measured that value. A loss may be infinite or not a number.
bool is_possible(Metric metric, double value) {
  if (metric == Metric::seconds) return value >= 0 && std::isfinite(value);
  return !higher_is_better(metric) || (value >= 0 && value <= 1);
}

// Reads the rows of a metrics.csv.
class RowReader {
 public:
  RowReader(const Columns& columns, const std::filesystem::path& file)
      : columns_(columns), file_(file) {}

  MetricsRow read(std::string_view line) {
    ++line_number_;
    const Cells cells = split_cells(line);
    if (cells.size() != columns_.count) {
      fail(
          fmt::format("the row has {} cells, but the header has {}", cells.size(), columns_.count));
    }
    MetricsRow row;
    row.iteration = count(cells[columns_.iteration], "iteration");
    row.epoch = count(cells[columns_.epoch], "epoch");
    row.train = {std::nan(""), std::nan("")};
    for (std::size_t i = 0; i < metric_count; ++i) {
      const std::string_view cell = cells[columns_.metrics[i]];
      if (cell.empty()) continue;
      set_metric_value(row, all_metrics[i], value(cell, all_metrics[i]));
    }
    check_pairs(cells);
    return row;
  }

 private:
  [[noreturn]] void fail(const std::string& clause) const {
    throw Error(ErrorCode::damaged,
                fmt::format("{}:{}: {}.", file_.string(), line_number_, clause));
  }

  std::uint64_t count(std::string_view cell, std::string_view name) const {
    const auto number = parse_cell<std::uint64_t>(cell);
    if (!number) fail(fmt::format("'{}' is not a number that {} can be", cell, name));
    return *number;
  }

  double value(std::string_view cell, Metric metric) const {
    const auto number = parse_cell<double>(cell);
    if (number && is_possible(metric, *number)) return *number;
    fail(fmt::format("'{}' is not a number that {} can be", cell, to_text(metric)));
  }

  // A set's loss and accuracy are measured together; those of the training set always are.
  void check_pairs(const Cells& cells) const {
    const auto is_empty = [&](Metric metric) {
      return cells[columns_.metrics[static_cast<std::size_t>(metric)]].empty();
    };
    if (is_empty(Metric::train_loss) || is_empty(Metric::train_accuracy) ||
        is_empty(Metric::validation_loss) != is_empty(Metric::validation_accuracy) ||
        is_empty(Metric::test_loss) != is_empty(Metric::test_accuracy) ||
        is_empty(Metric::seconds)) {
      fail("the row lacks a value");
    }
  }

  const Columns& columns_;
  const std::filesystem::path& file_;
  std::size_t line_number_ = 1;  // the header's
};

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

std::optional<std::string> read_metrics_text(const std::filesystem::path& folder) {
  const auto file = folder / file_names::metrics;
  std::error_code error;
  std::string text = read_regular_file(file, max_metrics_bytes, error);
  if (!error) return text;
  if (error == std::errc::no_such_file_or_directory) return std::nullopt;
  throw Error(ErrorCode::not_readable,
              fmt::format("{}: the file cannot be read: {}.", file.string(), error.message()));
}

std::vector<MetricsRow> parse_metrics(std::string_view text, const std::filesystem::path& file) {
  const auto header = take_line(text);
  if (!header) {
    throw Error(ErrorCode::damaged, fmt::format("{}:1: there is no header.", file.string()));
  }
  const Columns columns = find_columns(*header, file);
  RowReader reader(columns, file);
  std::vector<MetricsRow> rows;
  while (const auto line = take_line(text)) rows.push_back(reader.read(*line));
  return rows;
}

std::vector<MetricsRow> read_metrics(const std::filesystem::path& folder) {
  const auto file = folder / file_names::metrics;
  const auto text = read_metrics_text(folder);
  if (text) return parse_metrics(*text, file);
  throw Error(ErrorCode::damaged, fmt::format("{}: the file does not exist.", file.string()));
}

std::optional<MetricsRow> find_row(const std::vector<MetricsRow>& rows, std::uint64_t iteration) {
  const auto found = std::find_if(
      rows.begin(), rows.end(), [&](const MetricsRow& row) { return row.iteration == iteration; });
  return found == rows.end() ? std::nullopt : std::optional(*found);
}

}  // namespace runner
