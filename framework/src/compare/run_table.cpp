#include "compare/run_table.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace runner {
namespace {

// The columns of metrics that a table may have.
std::vector<std::string> all_columns() {
  std::vector<std::string> columns{"iteration"};
  for (const Metric metric : all_metrics) columns.emplace_back(to_text(metric));
  return columns;
}

std::string last_part(const RunRecord& record) { return record.folder.filename().string(); }

// "baseline/4f9a01" for .../baseline/<time>-4f9a01
std::string name_and_suffix(const RunRecord& record) {
  const std::string folder = last_part(record);
  const std::size_t dash = folder.rfind('-');
  return record.manifest.name + '/' +
         (dash == std::string::npos ? folder : folder.substr(dash + 1));
}

std::string name_and_folder(const RunRecord& record) {
  return record.manifest.name + '/' + last_part(record);
}

std::string whole_path(const RunRecord& record) { return record.folder.string(); }

// For each record the shortest of four names that no other record shares.
std::vector<std::string> short_names(const std::vector<RunRecord>& records) {
  using Naming = std::string (*)(const RunRecord&);
  const Naming namings[] = {[](const RunRecord& record) { return record.manifest.name; },
                            name_and_suffix, name_and_folder};
  std::vector<std::string> names(records.size());
  for (const Naming naming : namings) {
    std::map<std::string, int> uses;
    for (const auto& record : records) ++uses[naming(record)];
    for (std::size_t i = 0; i < records.size(); ++i) {
      const std::string name = naming(records[i]);
      if (names[i].empty() && uses[name] == 1) names[i] = name;
    }
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (names[i].empty()) names[i] = whole_path(records[i]);
  }
  return names;
}

bool is_readable(const RunRecord& record) { return record.status != RunStatus::unreadable; }

std::optional<std::string> config_text(const RunRecord& record, const std::string& key) {
  if (key == "data_sha256") {
    if (!record.manifest.data) return std::nullopt;
    return record.manifest.data->sha256;
  }
  const std::string* text = find_text(record.config, key);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

// The keys of all configs; one that only some have stands after the key that precedes it there.
std::vector<std::string> all_keys(const std::vector<RunRecord>& records) {
  std::vector<std::string> keys;
  for (const auto& record : records) {
    auto place = keys.begin();
    for (const auto& item : record.config) {
      const auto found = std::find(keys.begin(), keys.end(), item.first);
      place = found == keys.end() ? keys.insert(place, item.first) : found;
      ++place;
    }
  }
  return keys;
}

std::vector<std::string> differing_keys(const std::vector<RunRecord>& records) {
  std::vector<std::string> keys = all_keys(records);
  keys.emplace_back("data_sha256");
  std::erase_if(keys, [&](const std::string& key) {
    if (key == "name") return true;
    std::set<std::optional<std::string>> texts;
    for (const auto& record : records) {
      if (is_readable(record)) texts.insert(config_text(record, key));
    }
    return texts.size() < 2;
  });
  return keys;
}

std::optional<double> metric_of(const RunRecord& record, const std::string& column) {
  if (const auto metric = metric_from(column)) return record.metric(*metric);
  if (!record.manifest.result) return std::nullopt;
  return static_cast<double>(record.manifest.result->iteration);
}

std::vector<std::string> measured_metrics(const std::vector<RunRecord>& records) {
  std::vector<std::string> metrics = all_columns();
  std::erase_if(metrics, [&](const std::string& metric) {
    return std::none_of(records.begin(), records.end(), [&](const RunRecord& record) {
      return metric_of(record, metric).has_value();
    });
  });
  return metrics;
}

void mark_best(RunTable& table, std::size_t column) {
  const auto metric = metric_from(table.metrics[column]);
  if (!metric || *metric == Metric::seconds) return;
  std::optional<double> best;
  const auto candidate = [&](const RunRow& row) {
    return row.record.status == RunStatus::finished ? row.values[column] : std::nullopt;
  };
  for (const auto& row : table.rows) {
    const auto value = candidate(row);
    if (value && (!best || is_better(*metric, *value, *best))) best = value;
  }
  for (auto& row : table.rows) row.best[column] = best && candidate(row) == best;
}

}  // namespace

RunTable make_run_table(std::vector<RunRecord> records) {
  RunTable table;
  table.config_keys = differing_keys(records);
  table.metrics = measured_metrics(records);
  const std::vector<std::string> names = short_names(records);
  for (std::size_t i = 0; i < records.size(); ++i) {
    RunRow row;
    row.run = names[i];
    row.record = std::move(records[i]);
    for (const auto& key : table.config_keys) row.config.push_back(config_text(row.record, key));
    for (const auto& metric : table.metrics) row.values.push_back(metric_of(row.record, metric));
    row.best.assign(table.metrics.size(), false);
    table.rows.push_back(std::move(row));
  }
  if (table.rows.size() < 2) return table;
  for (std::size_t column = 0; column < table.metrics.size(); ++column) mark_best(table, column);
  return table;
}

}  // namespace runner
