#include "plot/curve_sources.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "compare/ranking.hpp"
#include "compare/shortened_cells.hpp"
#include "statistics/statistics.hpp"

namespace runner {
namespace {

constexpr std::size_t max_label_width = 60;

std::string label_text(const std::string& text) {
  return shortened(printable(text), max_label_width);
}

std::string run_count(std::uint64_t count) {
  return fmt::format("{} run{}", count, count == 1 ? "" : "s");
}

// "1 running, 2 diverged"
std::string status_counts(const std::map<RunStatus, std::uint64_t>& counts) {
  std::vector<std::string> words;
  for (const auto& [status, count] : counts) {
    words.push_back(fmt::format("{} {}", count, to_text(status)));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

// Collects the sources of all groups.
class SourceCollector {
 public:
  SourceCollector(const RunGroups& groups, bool each) : groups_(groups), each_(each) {}

  CurveSources collect() {
    for (const auto& group : groups_.groups) {
      each_ || group.observations.empty() ? add_runs(group) : add_mean(group);
    }
    make_labels_unique();
    add_notes();
    return std::move(result_);
  }

 private:
  void add_mean(const RunGroup& group) {
    CurveSource source{label_text(group.label), "", {}, true, ""};
    for (const auto& observation : group.observations) source.runs.push_back(observation.run);
    repeats_ += group.repeats;
    if (!group.incomplete.empty()) {
      source.note = fmt::format("{}: the mean is over {} of {} {} ({}).", source.label,
                                group.observations.size(), group.units(), units_text(),
                                status_counts(group.incomplete));
    }
    result_.sources.push_back(std::move(source));
  }

  void add_runs(const RunGroup& group) {
    for (const std::size_t index : group.runs) {
      const MeasuredRun& run = groups_.runs[index];
      if (!run.row) {
        ++without_row_;
        continue;
      }
      CurveSource source{label_text(group.label), "", {index}, false, ""};
      if (group.runs.size() > 1) source.label += unit_text(run.record);
      if (run.record.status != RunStatus::finished) {
        source.remark =
            fmt::format("{}, {}", to_text(run.record.status), printable(progress_text(run)));
      }
      result_.sources.push_back(std::move(source));
    }
  }

  std::string units_text() const {
    return groups_.over == "seed" ? "seeds" : "values of " + printable(groups_.over);
  }

  // ", seed 3"
  std::string unit_text(const RunRecord& record) const {
    const std::string* unit = find_text(record.config, groups_.over);
    return unit == nullptr ? "" : ", " + label_text(groups_.over + ' ' + *unit);
  }

  // Adds the folder's name, and a number if that is not enough, to labels that occur twice.
  void make_labels_unique() {
    for (const bool with_folder : {true, false}) {
      std::map<std::string, std::size_t> uses;
      for (const auto& source : result_.sources) ++uses[source.label];
      std::map<std::string, std::size_t> numbers;
      for (auto& source : result_.sources) {
        if (uses[source.label] == 1) continue;
        const auto& folder = groups_.runs[source.runs.front()].record.folder;
        source.label += with_folder ? fmt::format(" ({})", label_text(folder.filename().string()))
                                    : fmt::format(" [{}]", ++numbers[source.label]);
      }
    }
  }

  void add_notes() {
    if (repeats_ > 0) {
      result_.notes.push_back(
          fmt::format("{} of the same config and {} not drawn; --each draws {}.",
                      repeats_ == 1 ? "1 repeat" : fmt::format("{} repeats", repeats_),
                      printable(groups_.over) + (repeats_ == 1 ? " is" : " are"),
                      repeats_ == 1 ? "it" : "them"));
    }
    if (without_row_ > 0) {
      result_.notes.push_back(fmt::format("{} without any metrics {} not drawn.",
                                          run_count(without_row_),
                                          without_row_ == 1 ? "is" : "are"));
    }
  }

  const RunGroups& groups_;
  bool each_;
  CurveSources result_;
  std::uint64_t repeats_ = 0;
  std::uint64_t without_row_ = 0;
};

// NaN if no run has a value.
double last_value(const RunGroups& groups, const CurveSource& source, Metric metric) {
  std::vector<double> values;
  for (const std::size_t run : source.runs) {
    if (const auto value = groups.runs[run].metric(metric)) values.push_back(*value);
  }
  return spread_of(values).mean;
}

}  // namespace

CurveSources curve_sources(const RunGroups& groups, bool each) {
  return SourceCollector(groups, each).collect();
}

void keep_best(CurveSources& sources, const RunGroups& groups, Metric metric, std::size_t count) {
  auto& all = sources.sources;
  if (all.size() <= count) return;
  std::vector<double> values;
  for (const auto& source : all) values.push_back(last_value(groups, source, metric));
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return is_better(metric, values[a], values[b]);
  });
  order.resize(count);
  std::sort(order.begin(), order.end());
  const bool is_ranked = lower_is_better(metric) || higher_is_better(metric);
  sources.notes.insert(
      sources.notes.begin(),
      fmt::format(
          "{} {} of {} curves are drawn{}; --top {} draws all of them, and --where selects runs.{}",
          is_ranked ? "The best" : "The first", count, all.size(),
          is_ranked ? fmt::format(", by their last {}", to_text(metric)) : "", all.size(),
          is_on_test_set(metric) ? ' ' + std::string(test_metric_caution) : ""));
  std::vector<CurveSource> kept;
  for (const std::size_t source : order) kept.push_back(std::move(all[source]));
  all = std::move(kept);
}

}  // namespace runner
