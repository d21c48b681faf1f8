#include <algorithm>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "compare/fairness.hpp"
#include "compare/ranking.hpp"
#include "compare/sentences.hpp"
#include "compare/unit_text.hpp"

namespace runner {
namespace {

constexpr std::size_t max_runs_shown = 5;

// A run's status as a verb.
std::string_view verb(RunStatus status) {
  switch (status) {
    case RunStatus::running:
      return "is running";
    case RunStatus::paused:
      return "is paused";
    case RunStatus::interrupted:
      return "was interrupted";
    case RunStatus::killed:
      return "was killed";
    default:
      return to_text(status);
  }
}

std::string incomplete_run_text(const RunGroup& group, const MeasuredRun& run, Metric metric) {
  std::string text = fmt::format("{} of {} {}", printable(run.record.folder.filename().string()),
                                 printable(group.label), verb(run.record.status));
  if (const auto progress = progress_text(run); !progress.empty()) text += " at " + progress;
  if (const auto value = run.metric(metric)) {
    text += fmt::format(", {} {}", to_text(metric), metric_text(*value));
  }
  return text;
}

void add_incomplete(const Comparison& comparison, std::vector<std::string>& sentences) {
  const RunGroups& groups = comparison.groups;
  std::size_t count = 0;
  for (const auto& group : groups.groups) {
    for (const std::size_t index : group.runs) {
      const MeasuredRun& run = groups.runs[index];
      if (run.is_complete() || ++count > max_runs_shown) continue;
      sentences.push_back(incomplete_run_text(group, run, comparison.metric) + '.');
    }
  }
  if (count > max_runs_shown) {
    sentences.push_back(fmt::format("{} more did not finish; --each shows them.",
                                    plural(count - max_runs_shown, "run")));
  }
}

void add_unreadable(const RunGroups& groups, std::vector<std::string>& sentences) {
  const auto count = std::count_if(groups.runs.begin(), groups.runs.end(), [](const auto& run) {
    return run.record.status == RunStatus::unreadable;
  });
  if (count == 0) return;
  sentences.push_back(fmt::format("{} cannot be read and {} not counted.",
                                  plural(static_cast<std::uint64_t>(count), "run"),
                                  count == 1 ? "is" : "are"));
}

void add_repeats(const RunGroups& groups, std::vector<std::string>& sentences) {
  std::uint64_t repeats = 0;
  std::uint64_t unequal = 0;
  for (const auto& group : groups.groups) {
    repeats += group.repeats;
    unequal += group.unequal_repeats;
  }
  if (repeats == 0) return;
  std::string text =
      fmt::format("{} of the same config and {} {} not counted again", plural(repeats, "repeat"),
                  groups.over, repeats == 1 ? "is" : "are");
  if (unequal > 0) {
    text += fmt::format(
        "; {} of them {} other metrics than the last one, which counts: `runner diff` shows why",
        unequal, unequal == 1 ? "has" : "have");
  }
  sentences.push_back(text + '.');
}

}  // namespace

std::vector<std::string> reading_notes(const Comparison& comparison) {
  const RunGroups& groups = comparison.groups;
  std::vector<std::string> notes;
  std::uint64_t most = 0;
  for (const auto& group : groups.groups) {
    most = std::max<std::uint64_t>(most, group.observations.size());
  }
  std::string ranked = fmt::format("Ranked by {}", to_text(comparison.metric));
  if (most > 1)
    ranked += fmt::format("; mean ± standard deviation over the {}", unit_names(groups));
  notes.push_back(ranked + '.');
  const bool is_measured = std::any_of(
      groups.groups.begin(), groups.groups.end(),
      [&](const RunGroup& group) { return !values_of(groups, group, comparison.metric).empty(); });
  if (!is_measured) {
    notes.push_back(fmt::format("None of the runs that count has a {}, so the order means nothing.",
                                to_text(comparison.metric)));
  }
  if (is_on_test_set(comparison.metric)) {
    notes.emplace_back(test_metric_caution);
  }
  if (most == 1) {
    notes.push_back(fmt::format(
        "One {} says nothing about spread, so there is no interval{}.", unit_name(groups),
        groups.over == "seed" ? "; repeat the runs with --sweep seed=0..9" : ""));
  }
  return notes;
}

std::vector<std::string> remark_sentences(const Comparison& comparison) {
  std::vector<std::string> sentences;
  add_incomplete(comparison, sentences);
  add_unreadable(comparison.groups, sentences);
  add_repeats(comparison.groups, sentences);
  for (auto& note : fairness_notes(comparison.groups)) sentences.push_back(std::move(note));
  return sentences;
}

}  // namespace runner
