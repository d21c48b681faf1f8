#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/quoted.hpp"
#include "compare/run_table.hpp"
#include "compare/setting_columns.hpp"
#include "compare/text_order.hpp"

namespace runner {
namespace {

std::string rounded(const std::string& metric, double value) {
  if (metric == "iteration") return fmt::format("{:.0f}", value);
  if (metric == "seconds") return fmt::format("{:.2f}", value);
  const double size = std::abs(value);
  return (size > 0 && size < 0.001) || size >= 1e6 ? fmt::format("{:.4g}", value)
                                                   : metric_text(value);
}

std::string shown_text(const std::string& key, const std::string& text) {
  constexpr std::size_t hash_digits = 12;
  return key == "data_sha256" ? text.substr(0, hash_digits) : text;
}

// "finished", or "running 3400/20000"
std::string status_text(const MeasuredRun& run) {
  std::string text(to_text(run.record.status));
  if (run.record.status == RunStatus::finished || run.record.status == RunStatus::unreadable) {
    return text;
  }
  const std::string progress = progress_text(run);
  return progress.empty() ? text : text + ' ' + progress;
}

class TableBuilder {
 public:
  explicit TableBuilder(const RunTable& table) : source_(table), key_titles_(key_titles()) {
    table_.rows.resize(table.rows.size());
  }

  TextTable build(const RunTableOptions& options) {
    if (!options.columns.empty()) {
      for (const auto& name : options.columns) {
        if (!add(name, TextColumn::required)) fail_unknown(name);
      }
      return std::move(table_);
    }
    add("run", TextColumn::required);
    add("status", TextColumn::required);
    for (const auto& key : source_.config_keys) add(key, TextColumn::required);
    int priority = 0;
    for (const auto& metric : source_.metrics) {
      ++priority;  // later ones are of more interest: the test set's come last
      const bool is_ranking = options.metric && metric == to_text(*options.metric);
      const bool is_minor = metric == "iteration" || metric == "seconds";
      add(metric, is_ranking ? TextColumn::required : is_minor ? -priority : priority);
    }
    return std::move(table_);
  }

 private:
  std::vector<std::string> key_titles() const {
    auto keys = source_.config_keys;
    std::erase(keys, "data_sha256");
    auto titles = short_keys(keys);
    if (titles.size() < source_.config_keys.size()) titles.emplace_back("data");
    return titles;
  }

  template <typename Text>
  bool add_column(const std::string& title, TextColumn::Align align, int priority,
                  const Text& text) {
    table_.columns.push_back({title, align, priority});
    for (std::size_t i = 0; i < source_.rows.size(); ++i) {
      table_.rows[i].push_back(text(source_.rows[i]));
    }
    return true;
  }

  bool add(const std::string& name, int priority) {
    using Align = TextColumn::Align;
    if (name == "run") {
      return add_column(name, Align::left, priority, [](const RunRow& row) { return row.run; });
    }
    if (name == "status") {
      return add_column(name, Align::left, priority,
                        [](const RunRow& row) { return status_text(*row.measured); });
    }
    if (name == "folder") {
      return add_column(name, Align::left, priority,
                        [](const RunRow& row) { return row.record().folder.string(); });
    }
    for (std::size_t i = 0; i < source_.config_keys.size(); ++i) {
      if (name == source_.config_keys[i] || name == key_titles_[i]) return add_key(i, priority);
    }
    for (std::size_t i = 0; i < source_.metrics.size(); ++i) {
      if (name == source_.metrics[i]) return add_metric(i, priority);
    }
    return false;
  }

  bool add_key(std::size_t i, int priority) {
    const auto text = [&](const RunRow& row) {
      return row.config[i] ? shown_text(source_.config_keys[i], *row.config[i]) : "";
    };
    const bool numbers = std::all_of(
        source_.rows.begin(), source_.rows.end(),
        [&](const RunRow& row) { return is_number_or_empty(row.config[i].value_or("")); });
    return add_column(key_titles_[i], numbers ? TextColumn::Align::right : TextColumn::Align::left,
                      priority, text);
  }

  // Where a column has marks, the others get a space in the mark's place, so that digits line up.
  bool add_metric(std::size_t i, int priority) {
    const bool marks = std::any_of(source_.rows.begin(), source_.rows.end(),
                                   [i](const RunRow& row) { return row.best[i]; });
    const std::string& metric = source_.metrics[i];
    return add_column(marks ? metric + ' ' : metric, TextColumn::Align::right, priority,
                      [&](const RunRow& row) {
                        std::string cell = row.values[i] ? rounded(metric, *row.values[i]) : "";
                        if (marks) cell += row.best[i] ? '*' : ' ';
                        return cell;
                      });
  }

  [[noreturn]] void fail_unknown(const std::string& name) const {
    std::vector<std::string> known{"run", "status", "folder"};
    known.insert(known.end(), source_.metrics.begin(), source_.metrics.end());
    known.insert(known.end(), source_.config_keys.begin(), source_.config_keys.end());
    throw Error(ErrorCode::invalid_input,
                fmt::format("--columns: there is no column {}; known are {} and the keys of the "
                            "config.{}",
                            in_quotes(name), join(known, ", "), did_you_mean(name, known)));
  }

  const RunTable& source_;
  std::vector<std::string> key_titles_;
  TextTable table_;
};

}  // namespace

TextTable run_text_table(const RunTable& table, const RunTableOptions& options) {
  return TableBuilder(table).build(options);
}

}  // namespace runner
