#include "compare/table_format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text_width.hpp"
#include "runs/csv_cells.hpp"

namespace runner {
namespace {

using Line = std::vector<std::string>;

Line header(const RunTable& table) {
  Line line{"run", "status"};
  line.insert(line.end(), table.config_keys.begin(), table.config_keys.end());
  line.insert(line.end(), table.metrics.begin(), table.metrics.end());
  return line;
}

std::string rounded(const std::string& metric, double value) {
  if (metric == "iteration") return fmt::format("{:.0f}", value);
  if (metric == "seconds") return fmt::format("{:.2f}", value);
  const double size = std::abs(value);
  return (size > 0 && size < 0.001) || size >= 1e6 ? fmt::format("{:.4g}", value)
                                                   : metric_text(value);
}

std::string short_text(const std::string& key, const std::string& text) {
  return key == "data_sha256" ? text.substr(0, 12) : printable(text);
}

// Where a column has marks, the others get a space in the mark's place, so that digits line up.
bool has_marks(const RunTable& table, std::size_t metric) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [metric](const RunRow& row) { return row.best[metric]; });
}

Line text_line(const RunTable& table, const RunRow& row) {
  Line line{printable(row.run), std::string(to_text(row.record.status))};
  for (std::size_t i = 0; i < table.config_keys.size(); ++i) {
    line.push_back(row.config[i] ? short_text(table.config_keys[i], *row.config[i]) : "");
  }
  for (std::size_t i = 0; i < table.metrics.size(); ++i) {
    std::string cell = row.values[i] ? rounded(table.metrics[i], *row.values[i]) : "";
    if (has_marks(table, i)) cell += row.best[i] ? '*' : ' ';
    line.push_back(std::move(cell));
  }
  return line;
}

std::string aligned(const std::vector<Line>& lines, std::size_t left_columns) {
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(line[i]));
    }
  }
  std::string result;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) result += "  ";
      result += i < left_columns ? pad_right(line[i], widths[i]) : pad_left(line[i], widths[i]);
    }
    result.erase(result.find_last_not_of(' ') + 1);
    result += '\n';
  }
  return result;
}

void append_csv_line(std::string& csv, const Line& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0) csv += ',';
    csv += csv_cell(line[i]);
  }
  csv += "\r\n";
}

// Every metric that was measured, with the iteration and the epoch.
nlohmann::ordered_json metrics_object(const RunRecord& record) {
  auto object = nlohmann::ordered_json::object();
  if (!record.manifest.result) return object;
  object["iteration"] = record.manifest.result->iteration;
  object["epoch"] = record.manifest.result->epoch;
  for (const Metric metric : all_metrics) {
    if (const auto value = record.metric(metric)) object[std::string(to_text(metric))] = *value;
  }
  return object;
}

nlohmann::ordered_json json_object(const RunTable& table, const RunRow& row) {
  const RunRecord& record = row.record;
  nlohmann::ordered_json object{{"run", row.run},
                                {"folder", record.folder.string()},
                                {"name", record.manifest.name},
                                {"status", to_text(record.status)},
                                {"stop_reason", record.manifest.stop_reason},
                                {"config", nlohmann::ordered_json::object()},
                                {"metrics", metrics_object(record)},
                                {"seconds", nullptr},
                                {"best", nlohmann::ordered_json::array()}};
  for (const auto& [key, text] : record.config) object["config"][key] = text;
  if (const auto seconds = record.metric(Metric::seconds)) object["seconds"] = *seconds;
  for (std::size_t i = 0; i < table.metrics.size(); ++i) {
    if (row.best[i]) object["best"].push_back(table.metrics[i]);
  }
  if (!record.problem.empty()) object["problem"] = record.problem;
  return object;
}

}  // namespace

std::string format_text(const RunTable& table) {
  std::vector<Line> lines{header(table)};
  bool marks = false;
  for (std::size_t i = 0; i < table.metrics.size(); ++i) {
    if (!has_marks(table, i)) continue;
    marks = true;
    lines.front()[2 + table.config_keys.size() + i] += ' ';
  }
  for (const auto& row : table.rows) lines.push_back(text_line(table, row));
  std::string text = aligned(lines, 2 + table.config_keys.size());
  if (marks) text += "* best of the finished runs\n";
  return text;
}

std::string format_csv(const RunTable& table) {
  Line names = header(table);
  names.push_back("folder");
  std::string csv;
  append_csv_line(csv, names);
  for (const auto& row : table.rows) {
    Line line{row.run, std::string(to_text(row.record.status))};
    for (const auto& text : row.config) line.push_back(text.value_or(""));
    for (const auto& value : row.values) line.push_back(value ? fmt::format("{}", *value) : "");
    line.push_back(row.record.folder.string());
    append_csv_line(csv, line);
  }
  return csv;
}

std::string format_json(const RunTable& table) {
  auto array = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) array.push_back(json_object(table, row));
  using nlohmann::ordered_json;
  return array.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace runner
