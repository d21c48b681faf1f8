#include "compare/run_table.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/quoted.hpp"
#include "compare/merge_keys.hpp"
#include "compare/text_order.hpp"

namespace runner {
namespace {

// The columns of metrics that a table may have.
std::vector<std::string> all_columns() {
  std::vector<std::string> columns{"iteration"};
  for (const Metric metric : all_metrics) columns.emplace_back(to_text(metric));
  return columns;
}

using Runs = std::vector<MeasuredRun>;

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

// For each run the shortest of four names that no other run shares.
std::vector<std::string> short_names(const Runs& runs) {
  using Naming = std::string (*)(const RunRecord&);
  const Naming namings[] = {[](const RunRecord& record) { return record.manifest.name; },
                            name_and_suffix, name_and_folder};
  std::vector<std::string> names(runs.size());
  for (const Naming naming : namings) {
    std::map<std::string, int> uses;
    for (const auto& run : runs) ++uses[naming(run.record)];
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (!names[i].empty()) continue;
      std::string name = naming(runs[i].record);
      if (uses[name] == 1) names[i] = std::move(name);
    }
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (names[i].empty()) names[i] = whole_path(runs[i].record);
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
std::vector<std::string> all_keys(const Runs& runs) {
  std::vector<std::string> keys;
  for (const auto& run : runs) merge_keys(keys, run.record.config);
  keys.emplace_back("data_sha256");
  std::erase(keys, "name");
  return keys;
}

bool differs(const Runs& runs, const std::string& key) {
  const RunRecord* first = nullptr;
  for (const auto& run : runs) {
    if (!is_readable(run.record)) continue;
    if (first == nullptr) {
      first = &run.record;
    } else if (config_text(*first, key) != config_text(run.record, key)) {
      return true;
    }
  }
  return false;
}

std::optional<double> value_at(const MeasuredRun& run, const std::string& column) {
  if (const auto metric = metric_from(column)) return run.metric(*metric);
  if (!run.row) return std::nullopt;
  return static_cast<double>(run.row->iteration);
}

std::vector<std::string> measured_metrics(const Runs& runs) {
  std::vector<std::string> metrics = all_columns();
  std::erase_if(metrics, [&](const std::string& metric) {
    return std::none_of(runs.begin(), runs.end(),
                        [&](const MeasuredRun& run) { return value_at(run, metric).has_value(); });
  });
  return metrics;
}

void mark_best(RunTable& table, std::size_t column) {
  const auto metric = metric_from(table.metrics[column]);
  if (!metric || *metric == Metric::seconds) return;
  std::optional<double> best;
  const auto candidate = [&](const RunRow& row) {
    return row.record().status == RunStatus::finished ? row.values[column] : std::nullopt;
  };
  for (const auto& row : table.rows) {
    const auto value = candidate(row);
    if (value && (!best || is_better(*metric, *value, *best))) best = value;
  }
  for (auto& row : table.rows) row.best[column] = best && candidate(row) == best;
}

// Finished runs from the best to the worst, then the others in the given order.
void sort_by_metric(RunTable& table, Metric metric) {
  const auto rank = [&](const RunRow& row) {
    const bool finished = row.record().status == RunStatus::finished;
    return std::pair(finished, finished ? row.measured->metric(metric) : std::nullopt);
  };
  std::stable_sort(table.rows.begin(), table.rows.end(), [&](const RunRow& a, const RunRow& b) {
    const auto [a_finished, a_value] = rank(a);
    const auto [b_finished, b_value] = rank(b);
    if (a_finished != b_finished) return a_finished;
    if (!a_value || !b_value) return a_value.has_value() && !b_value;
    return metric == Metric::seconds ? *a_value < *b_value : is_better(metric, *a_value, *b_value);
  });
}

std::string sort_text(const RunRow& row, const std::string& column) {
  if (column == "run") return row.run;
  if (column == "status") return std::string(to_text(row.record().status));
  if (column == "folder") return row.record().folder.string();
  if (column == "iteration") {
    return row.measured->row ? fmt::format("{}", row.measured->row->iteration) : "";
  }
  return config_text(row.record(), column).value_or("");
}

void sort_by_column(RunTable& table, std::string column, const std::vector<std::string>& keys) {
  const bool reversed = column.starts_with('-');
  if (reversed) column.erase(0, 1);
  if (const auto metric = metric_from(column)) {
    sort_by_metric(table, *metric);
  } else {
    std::vector<std::string> known{"run", "status", "iteration", "folder"};
    known.insert(known.end(), keys.begin(), keys.end());
    if (std::find(known.begin(), known.end(), column) == known.end()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("--sort: there is no column {}.{}", in_quotes(column),
                              did_you_mean(column, known)));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [&](const RunRow& a, const RunRow& b) {
      return text_less(sort_text(a, column), sort_text(b, column));
    });
  }
  if (reversed) std::reverse(table.rows.begin(), table.rows.end());
}

}  // namespace

RunTable make_run_table(const std::vector<MeasuredRun>& runs, const RunTableOptions& options) {
  RunTable table;
  const std::vector<std::string> keys = all_keys(runs);
  for (const auto& key : keys) {
    const bool is_wanted =
        std::find(options.columns.begin(), options.columns.end(), key) != options.columns.end();
    if (options.all_keys || is_wanted || differs(runs, key)) table.config_keys.push_back(key);
  }
  table.metrics = measured_metrics(runs);
  std::vector<std::string> names = short_names(runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    RunRow row;
    row.run = std::move(names[i]);
    row.measured = &runs[i];
    for (const auto& key : table.config_keys) {
      row.config.push_back(config_text(runs[i].record, key));
    }
    for (const auto& metric : table.metrics) row.values.push_back(value_at(runs[i], metric));
    row.best.assign(table.metrics.size(), false);
    table.rows.push_back(std::move(row));
  }
  if (table.rows.size() > 1) {
    for (std::size_t column = 0; column < table.metrics.size(); ++column) mark_best(table, column);
  }
  if (options.sort.empty()) {
    if (options.metric) sort_by_metric(table, *options.metric);
  } else {
    sort_by_column(table, options.sort, keys);
  }
  if (options.top && *options.top < table.rows.size()) table.rows.resize(*options.top);
  return table;
}

bool has_marks(const RunTable& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const RunRow& row) {
    return std::find(row.best.begin(), row.best.end(), true) != row.best.end();
  });
}

}  // namespace runner
