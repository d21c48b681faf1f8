#include <algorithm>

#include <fmt/format.h>

#include "compare/comparison_formats.hpp"
#include "compare/merge_keys.hpp"
#include "runs/csv_cells.hpp"

namespace runner {
namespace {

using Line = std::vector<std::string>;

void append_csv_line(std::string& csv, const Line& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0) csv += ',';
    csv += csv_cell(line[i]);
  }
  csv += "\r\n";
}

std::string number_cell(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

const FlatConfig& config_of(const RunGroups& groups, const RunGroup& group) {
  return groups.runs[group.runs.front()].record.config;
}

std::vector<std::string> keys_of(const RunGroups& groups, bool all_keys) {
  if (!all_keys) return groups.keys;
  std::vector<std::string> keys;
  for (const auto& group : groups.groups) merge_keys(keys, config_of(groups, group));
  std::erase(keys, groups.over);
  return keys;
}

std::vector<Metric> measured_metrics(const RunGroups& groups) {
  std::vector<Metric> metrics;
  for (const Metric metric : all_metrics) {
    const bool measured = std::any_of(
        groups.groups.begin(), groups.groups.end(),
        [&](const RunGroup& group) { return !values_of(groups, group, metric).empty(); });
    if (measured) metrics.push_back(metric);
  }
  return metrics;
}

void append_spread(Line& line, const Spread& spread) {
  if (spread.count == 0) {
    line.insert(line.end(), 6, "");
    return;
  }
  const auto interval = t_interval(spread);
  line.push_back(number_cell(spread.mean));
  line.push_back(number_cell(spread.deviation));
  line.push_back(interval ? number_cell(interval->low) : "");
  line.push_back(interval ? number_cell(interval->high) : "");
  line.push_back(number_cell(spread.minimum));
  line.push_back(number_cell(spread.maximum));
}

}  // namespace

std::string format_groups_csv(const Comparison& comparison, const std::vector<std::size_t>& order,
                              bool all_keys) {
  const RunGroups& groups = comparison.groups;
  const auto keys = keys_of(groups, all_keys);
  const auto metrics = measured_metrics(groups);
  Line header{"group"};
  header.insert(header.end(), keys.begin(), keys.end());
  header.insert(header.end(), {"data_sha256", "n", "units"});
  for (const Metric metric : metrics) {
    for (const char* const part : {"mean", "deviation", "low", "high", "minimum", "maximum"}) {
      header.push_back(fmt::format("{}.{}", to_text(metric), part));
    }
  }
  std::string csv;
  append_csv_line(csv, header);
  for (const std::size_t index : order) {
    const RunGroup& group = groups.groups[index];
    Line line{group.label};
    for (const auto& key : keys) {
      const std::string* text = find_text(config_of(groups, group), key);
      line.push_back(text == nullptr ? "" : *text);
    }
    line.push_back(group.data_sha256);
    line.push_back(fmt::format("{}", group.observations.size()));
    line.push_back(fmt::format("{}", group.units()));
    for (const Metric metric : metrics) {
      append_spread(line, spread_of(values_of(groups, group, metric)));
    }
    append_csv_line(csv, line);
  }
  return csv;
}

std::string format_runs_csv(const RunTable& table) {
  Line header{"run", "status"};
  header.insert(header.end(), table.config_keys.begin(), table.config_keys.end());
  header.insert(header.end(), table.metrics.begin(), table.metrics.end());
  header.emplace_back("folder");
  std::string csv;
  append_csv_line(csv, header);
  for (const auto& row : table.rows) {
    Line line{row.run, std::string(to_text(row.record().status))};
    for (const auto& text : row.config) line.push_back(text.value_or(""));
    for (const auto& value : row.values) line.push_back(number_cell(value));
    line.push_back(row.record().folder.string());
    append_csv_line(csv, line);
  }
  return csv;
}

}  // namespace runner
