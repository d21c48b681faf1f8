#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compare/comparison_formats.hpp"
#include "compare/sentences.hpp"

namespace runner {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& json, int indent) {
  const std::string text = json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
  // Lines after the first move to the right, below the array's bracket.
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result.append(static_cast<std::size_t>(indent), ' ');
  }
  return result;
}

ordered_json interval_json(const std::optional<Interval>& interval) {
  if (!interval) return nullptr;
  return {interval->low, interval->high};
}

ordered_json optional_json(const std::optional<double>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json spread_json(const Spread& spread) {
  return {{"n", spread.count},
          {"mean", spread.mean},
          {"deviation", optional_json(spread.deviation)},
          {"interval", interval_json(t_interval(spread))},
          {"minimum", spread.minimum},
          {"maximum", spread.maximum}};
}

ordered_json difference_json(const Comparison& comparison, const DifferenceFamily& family,
                             const GroupDifference& pair) {
  ordered_json json{{"from", comparison.groups.groups[pair.second].label},
                    {"metric", to_text(family.metric)},
                    {"n", pair.spread.count},
                    {"mean", pair.spread.mean},
                    {"deviation", optional_json(pair.spread.deviation)},
                    {"interval", interval_json(pair.interval())},
                    {"p", pair.p},
                    {"exact", pair.exact},
                    {"adjusted_p", pair.adjusted_p},
                    {"won", pair.won}};
  if (!comparison.difference) return json;
  if (const auto needed = pairs_needed(*comparison.difference, pair.spread)) {
    json["seeds_needed"] = {
        {"low", needed->low}, {"estimate", needed->estimate}, {"high", needed->high}};
  }
  return json;
}

// The pairs of each group that come first in them, for a comparison of many groups.
class PairsByGroup {
 public:
  explicit PairsByGroup(const Comparison& comparison) : comparison_(comparison) {
    for (const auto& family : comparison.families) {
      auto& starts = starts_.emplace_back(comparison.groups.groups.size());
      for (std::size_t i = 0; i < family.pairs.size(); ++i) {
        starts[family.pairs[i].first].push_back(i);
      }
    }
  }

  ordered_json of(std::size_t group) const {
    auto array = ordered_json::array();
    for (std::size_t f = 0; f < comparison_.families.size(); ++f) {
      const DifferenceFamily& family = comparison_.families[f];
      for (const std::size_t i : starts_[f][group]) {
        array.push_back(difference_json(comparison_, family, family.pairs[i]));
      }
    }
    return array;
  }

 private:
  const Comparison& comparison_;
  std::vector<std::vector<std::vector<std::size_t>>> starts_;  // by family, by group
};

ordered_json group_json(const RunGroups& groups, const RunGroup& group) {
  ordered_json json{{"group", group.label},
                    {"settings", ordered_json::object()},
                    {"data_sha256", group.data_sha256},
                    {"n", group.observations.size()},
                    {"units", group.units()},
                    {"incomplete", ordered_json::object()},
                    {"repeats", group.repeats},
                    {"metrics", ordered_json::object()}};
  for (std::size_t i = 0; i < groups.keys.size(); ++i) {
    if (group.config[i]) json["settings"][groups.keys[i]] = *group.config[i];
  }
  for (const auto& [status, count] : group.incomplete) {
    json["incomplete"][std::string(to_text(status))] = count;
  }
  for (const Metric metric : all_metrics) {
    const Spread spread = spread_of(values_of(groups, group, metric));
    if (spread.count > 0) json["metrics"][std::string(to_text(metric))] = spread_json(spread);
  }
  return json;
}

// Every metric that was measured, with the iteration and the epoch.
ordered_json metrics_json(const MeasuredRun& run) {
  auto object = ordered_json::object();
  if (!run.row) return object;
  object["iteration"] = run.row->iteration;
  object["epoch"] = run.row->epoch;
  for (const Metric metric : all_metrics) {
    if (const auto value = run.metric(metric)) object[std::string(to_text(metric))] = *value;
  }
  return object;
}

ordered_json run_json(const RunTable& table, const RunRow& row) {
  const RunRecord& record = row.record();
  ordered_json object{{"run", row.run},
                      {"folder", record.folder.string()},
                      {"name", record.manifest.name},
                      {"status", to_text(record.status)},
                      {"stop_reason", record.manifest.stop_reason},
                      {"config", ordered_json::object()},
                      {"metrics", metrics_json(*row.measured)},
                      {"seconds", optional_json(row.measured->metric(Metric::seconds))},
                      {"best", ordered_json::array()}};
  for (const auto& [key, text] : record.config) object["config"][key] = text;
  for (std::size_t i = 0; i < table.metrics.size(); ++i) {
    if (row.best[i]) object["best"].push_back(table.metrics[i]);
  }
  if (!record.problem.empty()) object["problem"] = record.problem;
  return object;
}

ordered_json notes_json(const Comparison& comparison) {
  auto notes = ordered_json::array();
  for (const auto& sentences : {reading_notes(comparison), difference_sentences(comparison),
                                remark_sentences(comparison)}) {
    for (const auto& sentence : sentences) notes.push_back(sentence);
  }
  return notes;
}

// An array whose items are made and written one by one: there may be 100,000 differences.
template <typename Item>
void write_array(const WriteText& write, std::string_view name, std::size_t count,
                 const Item& item) {
  write(fmt::format("  \"{}\": [", name));
  for (std::size_t i = 0; i < count; ++i) {
    write(i == 0 ? "\n    " : ",\n    ");
    write(dumped(item(i), 4));
  }
  write(count == 0 ? "],\n" : "\n  ],\n");
}

}  // namespace

void write_json(const Comparison& comparison, const RunTable& runs, const WriteText& write) {
  const RunGroups& groups = comparison.groups;
  const PairsByGroup pairs(comparison);
  write(fmt::format("{{\n  \"metric\": {},\n  \"over\": {},\n",
                    dumped(to_text(comparison.metric), 0), dumped(groups.over, 0)));
  write_array(write, "groups", comparison.order.size(), [&](std::size_t rank) {
    const std::size_t group = comparison.order[rank];
    ordered_json json = group_json(groups, groups.groups[group]);
    json["differences"] = pairs.of(group);
    return json;
  });
  write_array(write, "runs", runs.rows.size(),
              [&](std::size_t row) { return run_json(runs, runs.rows[row]); });
  write("  \"notes\": " + dumped(notes_json(comparison), 2) + "\n}\n");
}

}  // namespace runner
