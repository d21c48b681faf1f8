#include "compare/run_groups.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest_name.hpp"
#include "compare/merge_keys.hpp"
#include "compare/result_differences.hpp"
#include "compare/setting_columns.hpp"
#include "compare/text_order.hpp"
#include "experiment/fingerprint.hpp"

namespace runner {
namespace {

bool is_readable(const MeasuredRun& run) { return run.record.status != RunStatus::unreadable; }

std::string data_of_run(const MeasuredRun& run) {
  return run.record.manifest.data ? run.record.manifest.data->sha256 : "";
}

// Whether `path` is the key `over` or an option of the plugin at it.
bool is_aggregated(std::string_view path, std::string_view over) {
  return path == over ||
         (path.starts_with(over) && path.size() > over.size() && path[over.size()] == '.');
}

// What runs of a group have in common: the entries that change a result, a line each.
std::string setting_text(const FlatConfig& config, const std::string& over) {
  std::string lines;
  for (const auto& [path, text] : config) {
    if (!is_in_trial_id(path, text) || is_aggregated(path, over)) continue;
    lines.append(path).append("=").append(text).append("\n");
  }
  return lines;
}

void require_key(const std::vector<MeasuredRun>& runs, const std::string& over) {
  std::set<std::string> known;
  for (const auto& run : runs) {
    if (find_text(run.record.config, over) != nullptr) return;
    for (const auto& item : run.record.config) known.insert(item.first);
  }
  if (over == "seed" || known.empty()) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("--over {}: none of these runs has this key in its config.{}", over,
                          did_you_mean(over, {known.begin(), known.end()})));
}

bool same_metrics(const MetricsRow& a, const MetricsRow& b) {
  return compare_metrics({&a, 1}, {&b, 1}).agreement() == Agreement::identical;
}

struct UnitOrder {
  bool operator()(const std::string& a, const std::string& b) const { return text_less(a, b); }
};

// The last run of those that count, or of all if none does.
std::size_t representative(const std::vector<MeasuredRun>& runs,
                           const std::vector<std::size_t>& candidates) {
  return *std::max_element(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
    const auto rank = [&](std::size_t run) {
      return std::tuple(runs[run].is_complete(), runs[run].record.manifest.started, run);
    };
    return rank(a) < rank(b);
  });
}

// Fills in what follows from `runs` of the group.
void observe(RunGroup& group, const std::vector<MeasuredRun>& runs, const std::string& over) {
  std::map<std::string, std::vector<std::size_t>, UnitOrder> units;
  for (const std::size_t run : group.runs) {
    const std::string* unit = find_text(runs[run].record.config, over);
    units[unit == nullptr ? "" : *unit].push_back(run);
  }
  for (const auto& [unit, members] : units) {
    const std::size_t chosen = representative(runs, members);
    if (!runs[chosen].is_complete()) {
      ++group.incomplete[runs[chosen].record.status == RunStatus::finished
                             ? RunStatus::interrupted  // finished, without metrics
                             : runs[chosen].record.status];
      continue;
    }
    group.observations.push_back({unit, chosen});
    for (const std::size_t run : members) {
      if (run == chosen || !runs[run].is_complete()) continue;
      ++group.repeats;
      if (!same_metrics(*runs[run].row, *runs[chosen].row)) ++group.unequal_repeats;
    }
  }
}

// The groups, each with its runs and its data's hash.
std::vector<RunGroup> collect(const std::vector<MeasuredRun>& runs, const std::string& over) {
  std::vector<RunGroup> groups;
  std::map<std::string, std::map<std::string, std::size_t>> known;  // setting, data -> group
  std::vector<std::pair<std::string, std::size_t>> without_data;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    if (!is_readable(runs[run])) continue;
    std::string setting = setting_text(runs[run].record.config, over);
    const std::string data = data_of_run(runs[run]);
    if (data.empty()) {
      without_data.emplace_back(std::move(setting), run);
      continue;
    }
    const auto [found, is_new] = known[setting].try_emplace(data, groups.size());
    if (is_new) groups.emplace_back().data_sha256 = data;
    groups[found->second].runs.push_back(run);
  }
  for (const auto& [setting, run] : without_data) {
    auto& candidates = known[setting];
    if (candidates.empty()) {
      candidates.emplace("", groups.size());
      groups.emplace_back();
    }
    groups[candidates.begin()->second].runs.push_back(run);
  }
  for (auto& group : groups) std::sort(group.runs.begin(), group.runs.end());
  std::sort(groups.begin(), groups.end(),
            [](const auto& a, const auto& b) { return a.runs.front() < b.runs.front(); });
  return groups;
}

// The keys that differ between groups, and each group's texts at them.
void find_differing_keys(RunGroups& groups) {
  std::vector<std::string> keys;
  const auto config_of = [&](const RunGroup& group) -> const FlatConfig& {
    return groups.runs[group.runs.front()].record.config;
  };
  for (const auto& group : groups.groups) merge_keys(keys, config_of(group));
  for (const auto& key : keys) {
    if (key == "name" || key == "checkpoint_every" || is_aggregated(key, groups.over)) continue;
    std::vector<std::optional<std::string>> texts;
    for (const auto& group : groups.groups) {
      const std::string* text = find_text(config_of(group), key);
      // Configs from before there was the key do what `false` says.
      if (key == "standardize" && text == nullptr)
        texts.emplace_back("false");
      else
        texts.push_back(text == nullptr ? std::nullopt : std::optional(*text));
    }
    if (std::adjacent_find(texts.begin(), texts.end(), std::not_equal_to<>()) == texts.end())
      continue;
    groups.keys.push_back(key);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      groups.groups[i].config.push_back(std::move(texts[i]));
    }
  }
}

}  // namespace

std::uint64_t RunGroup::units() const {
  return std::accumulate(incomplete.begin(), incomplete.end(), std::uint64_t{observations.size()},
                         [](std::uint64_t sum, const auto& item) { return sum + item.second; });
}

RunGroups make_groups(std::vector<MeasuredRun> runs, const std::string& over) {
  require_key(runs, over);
  RunGroups groups;
  groups.over = over;
  groups.runs = std::move(runs);
  groups.groups = collect(groups.runs, over);
  for (auto& group : groups.groups) observe(group, groups.runs, over);
  find_differing_keys(groups);
  const auto labels = group_labels(groups);
  for (std::size_t i = 0; i < labels.size(); ++i) groups.groups[i].label = labels[i];
  return groups;
}

std::vector<double> values_of(const RunGroups& groups, const RunGroup& group, Metric metric) {
  std::vector<double> values;
  for (const auto& observation : group.observations) {
    if (const auto value = groups.run_of(observation).metric(metric)) values.push_back(*value);
  }
  return values;
}

}  // namespace runner
