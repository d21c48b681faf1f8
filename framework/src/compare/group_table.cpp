#include "compare/group_table.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "base/quoted.hpp"
#include "compare/mean_text.hpp"
#include "compare/setting_columns.hpp"
#include "compare/text_order.hpp"

namespace runner {
namespace {

// What is shown of a metric: its mean, or a part of its spread.
constexpr std::array<std::string_view, 4> metric_parts = {"", ".interval", ".minimum", ".maximum"};

class TableMaker {
 public:
  TableMaker(const Comparison& comparison, const TableOptions& options)
      : comparison_(comparison), groups_(comparison.groups), settings_(setting_columns(groups_)) {
    rows_ = comparison.order;
    if (!options.sort.empty()) sort(options.sort);
    if (options.top && *options.top < rows_.size()) rows_.resize(*options.top);
    align_ = options.align;
  }

  GroupTable make(const std::vector<std::string>& columns) {
    table_.rows.resize(rows_.size());
    if (columns.empty()) {
      add_default_columns();
    } else {
      for (const auto& name : columns) add(name, TextColumn::required, "--columns");
    }
    return {rows_, std::move(table_)};
  }

 private:
  using Cells = std::vector<std::string>;  // one a row

  bool has_names() const {
    return settings_.empty() ||
           groups_.groups.front().label ==
               groups_.runs[groups_.groups.front().runs.front()].record.manifest.name;
  }

  void add_default_columns() {
    if (has_names()) add("group", TextColumn::required);
    for (const auto& column : settings_) add_setting(column, TextColumn::required);
    add("n", TextColumn::required);
    const std::string ranking(to_text(comparison_.metric));
    add(ranking, TextColumn::required);
    int priority = 100;
    if (any_interval(comparison_.metric)) add(ranking + ".interval", priority);
    for (const Metric metric :
         {Metric::test_accuracy, Metric::test_loss, Metric::validation_accuracy,
          Metric::validation_loss, Metric::train_accuracy, Metric::train_loss, Metric::seconds}) {
      --priority;
      if (metric != comparison_.metric && is_measured(metric)) {
        add(std::string(to_text(metric)), priority);
      }
    }
  }

  std::vector<Spread> spreads(Metric metric) const {
    std::vector<Spread> result;
    for (const std::size_t group : rows_) {
      result.push_back(spread_of(values_of(groups_, groups_.groups[group], metric)));
    }
    return result;
  }

  bool is_measured(Metric metric) const {
    const auto all = spreads(metric);
    return std::any_of(all.begin(), all.end(), [](const auto& spread) { return spread.count > 0; });
  }

  bool any_interval(Metric metric) const {
    const auto all = spreads(metric);
    return std::any_of(all.begin(), all.end(), [](const auto& spread) { return spread.count > 1; });
  }

  void add_column(const std::string& title, TextColumn::Align align, int priority, Cells cells) {
    table_.columns.push_back({title, align, priority});
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      table_.rows[row].push_back(std::move(cells[row]));
    }
  }

  template <typename Text>
  Cells cells_of(const Text& text) const {
    Cells cells;
    for (const std::size_t group : rows_) cells.push_back(text(groups_.groups[group]));
    return cells;
  }

  void add_setting(const SettingColumn& column, int priority) {
    Cells cells;
    for (const std::size_t group : rows_) cells.push_back(column.cells[group]);
    const auto align = std::all_of(cells.begin(), cells.end(), is_number_or_empty)
                           ? TextColumn::Align::right
                           : TextColumn::Align::left;
    add_column(column.title, align, priority, std::move(cells));
  }

  bool add_metric(const std::string& name, int priority) {
    for (const Metric metric : all_metrics) {
      const std::string base(to_text(metric));
      for (const auto part : metric_parts) {
        if (name != base + std::string(part)) continue;
        add_column(part == ".interval" ? "95 % interval" : name, TextColumn::Align::right, priority,
                   metric_cells(metric, part));
        return true;
      }
    }
    return false;
  }

  Cells metric_cells(Metric metric, std::string_view part) const {
    const auto all = spreads(metric);
    if (part.empty() && align_) return aligned_means(all);
    Cells cells;
    for (const auto& spread : all) {
      const int decimals = decimals_for(spread.deviation);
      const auto interval = t_interval(spread);
      if (spread.count == 0)
        cells.emplace_back();
      else if (part.empty())
        cells.push_back(mean_text(spread));
      else if (part == ".interval")
        cells.push_back(interval ? interval_text(*interval, decimals) : "");
      else
        cells.push_back(
            number_text(part == ".minimum" ? spread.minimum : spread.maximum, decimals));
    }
    return cells;
  }

  std::string iteration_text(const RunGroup& group) const {
    std::vector<double> iterations;
    for (const auto& observation : group.observations) {
      iterations.push_back(static_cast<double>(groups_.run_of(observation).row->iteration));
    }
    const Spread spread = spread_of(iterations);
    if (spread.count == 0) return "";
    return spread.minimum == spread.maximum ? fmt::format("{:.0f}", spread.mean)
                                            : mean_text(spread);
  }

  // Adds the column of that name. `option` is the one that named it.
  void add(const std::string& name, int priority, std::string_view option = "") {
    if (name == "group") {
      add_column(name, TextColumn::Align::left, priority,
                 cells_of([](const RunGroup& group) { return group.label; }));
    } else if (name == "n") {
      add_column(groups_.over == "seed" ? "seeds" : "n", TextColumn::Align::right, priority,
                 cells_of(count_text));
    } else if (name == "iteration") {
      add_column(name, TextColumn::Align::right, priority,
                 cells_of([&](const RunGroup& group) { return iteration_text(group); }));
    } else if (!add_metric(name, priority) && !add_named_setting(name, priority)) {
      fail_unknown(name, option);
    }
  }

  bool add_named_setting(const std::string& name, int priority) {
    for (const auto& column : settings_) {
      if (name != column.key && name != column.title) continue;
      add_setting(column, priority);
      return true;
    }
    // A key in which the groups do not differ, or that is folded into a plugin's cell.
    SettingColumn column{name, name, {}};
    bool known = false;
    for (const auto& group : groups_.groups) {
      const std::string* text = find_text(groups_.runs[group.runs.front()].record.config, name);
      column.cells.push_back(text == nullptr ? "" : *text);
      known = known || text != nullptr;
    }
    if (known) add_setting(column, priority);
    return known;
  }

  [[noreturn]] void fail_unknown(const std::string& name, std::string_view option) const {
    std::vector<std::string> known{"group", "n", "iteration"};
    for (const auto& column : settings_) known.push_back(column.title);
    for (const Metric metric : all_metrics) known.emplace_back(to_text(metric));
    std::vector<std::string> all = known;
    for (const auto& group : groups_.groups) {
      for (const auto& item : groups_.runs[group.runs.front()].record.config) {
        all.push_back(item.first);
      }
    }
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: there is no column {}; known are {}, METRIC.interval, "
                            "METRIC.minimum, METRIC.maximum and the keys of the config.{}",
                            option, in_quotes(name), join(known, ", "), did_you_mean(name, all)));
  }

  // Sorts by a column's values: metrics from the best, anything else from the smallest.
  void sort(std::string name) {
    const bool reversed = name.starts_with('-');
    if (reversed) name.erase(0, 1);
    const auto metric = metric_from(name);
    std::vector<std::string> texts(groups_.groups.size());
    std::vector<double> means(groups_.groups.size());
    if (metric) {
      for (std::size_t i = 0; i < means.size(); ++i) {
        means[i] = spread_of(values_of(groups_, groups_.groups[i], *metric)).mean;
      }
    } else {
      table_.rows.resize(rows_.size());
      add(name, 0, "--sort");
      for (std::size_t row = 0; row < rows_.size(); ++row) texts[rows_[row]] = table_.rows[row][0];
      table_ = {};
    }
    std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t a, std::size_t b) {
      if (reversed) std::swap(a, b);
      if (!metric) return text_less(texts[a], texts[b]);
      if (*metric == Metric::seconds) return means[a] < means[b];
      return is_better(*metric, means[a], means[b]);
    });
  }

  const Comparison& comparison_;
  const RunGroups& groups_;
  std::vector<SettingColumn> settings_;
  std::vector<std::size_t> rows_;
  bool align_ = true;
  TextTable table_;
};

}  // namespace

std::string count_text(const RunGroup& group) {
  std::string text = fmt::format("{}", group.observations.size());
  if (group.incomplete.empty()) return text;
  text += fmt::format(" of {}", group.units());
  std::string_view separator = "; ";
  for (const auto& [status, count] : group.incomplete) {
    text += fmt::format("{}{} {}", separator, count, to_text(status));
    separator = ", ";
  }
  return text;
}

GroupTable make_group_table(const Comparison& comparison, const TableOptions& options) {
  return TableMaker(comparison, options).make(options.columns);
}

}  // namespace runner
