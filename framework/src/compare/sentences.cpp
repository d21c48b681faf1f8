#include "compare/sentences.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "compare/fairness.hpp"
#include "compare/mean_text.hpp"

namespace runner {
namespace {

constexpr std::size_t max_pairs_shown = 4;  // in each metric
constexpr std::size_t max_runs_shown = 5;

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// What the runs of a group are repeats over: "seed", or "value of split_size".
std::string unit_name(const RunGroups& groups) {
  return groups.over == "seed" ? "seed" : "value of " + printable(groups.over);
}

std::string units_text(const RunGroups& groups, std::uint64_t count) {
  if (groups.over == "seed") return plural(count, "seed");
  return fmt::format("{} value{} of {}", count, count == 1 ? "" : "s", printable(groups.over));
}

// units_text() without a number.
std::string unit_names(const RunGroups& groups) {
  return groups.over == "seed" ? "seeds" : "values of " + printable(groups.over);
}

std::string label(const RunGroups& groups, std::size_t group) {
  return printable(groups.groups[group].label);
}

// The sentence about one pair.
class PairSentence {
 public:
  PairSentence(const RunGroups& groups, Metric metric, const GroupDifference& pair)
      : groups_(groups), metric_(metric), pair_(pair) {}

  std::string text() const {
    const double mean = pair_.spread.mean;
    if (!pair_.is_significant() || mean == 0) {
      return fmt::format("{} and {} cannot be told apart on {} with {} ({}).",
                         label(groups_, pair_.first), label(groups_, pair_.second),
                         to_text(metric_), units_text(groups_, pair_.spread.count), figures(mean));
    }
    const bool first_wins = is_better(metric_, mean, 0);
    return fmt::format("{} beats {} on {} by {} ({}{}; {}).",
                       label(groups_, first_wins ? pair_.first : pair_.second),
                       label(groups_, first_wins ? pair_.second : pair_.first), to_text(metric_),
                       number_text(std::abs(mean), decimals()), interval_part(std::abs(mean)),
                       p_part(), units_text(groups_, pair_.spread.count));
  }

 private:
  int decimals() const { return decimals_for(pair_.spread.deviation); }

  std::string p_part() const {
    return fmt::format("adjusted p {}{}", p_text(pair_.adjusted_p),
                       pair_.exact ? "" : ", from random sign flips");
  }

  // "95 % 0.009 to 0.033; ", mirrored to go with the sign of `shown_mean`.
  std::string interval_part(double shown_mean) const {
    const auto unadjusted = pair_.interval();
    if (!unadjusted) return "";
    Interval interval = *unadjusted;
    if ((shown_mean < 0) != (pair_.spread.mean < 0)) interval = {-interval.high, -interval.low};
    return fmt::format("95 % {}; ", interval_text(interval, decimals()));
  }

  std::string figures(double mean) const {
    return fmt::format("difference {}, {}{}", number_text(mean, decimals()), interval_part(mean),
                       p_part());
  }

  const RunGroups& groups_;
  Metric metric_;
  const GroupDifference& pair_;
};

// The most common seeds that any pair has.
std::uint64_t most_units(const DifferenceFamily& family) {
  std::uint64_t most = 0;
  for (const auto& pair : family.pairs) most = std::max(most, pair.spread.count);
  return most;
}

std::string too_few_sentence(const RunGroups& groups, const DifferenceFamily& family) {
  const std::uint64_t units = most_units(family);
  const std::uint64_t least = least_pairs(family.pairs.size());
  return fmt::format(
      "{} cannot show a difference: with {} compared, at least {} in common are needed for an "
      "adjusted p of 0.05.{}",
      units_text(groups, units), plural(family.pairs.size(), "pair"), units_text(groups, least),
      groups.over == "seed" ? fmt::format(" Run them with --sweep seed=0..{}.", least - 1) : "");
}

void add_needed(const Comparison& comparison, const DifferenceFamily& family,
                const std::vector<GroupDifference>& shown, std::vector<std::string>& sentences) {
  if (!comparison.difference) return;
  for (const auto& pair : shown) {
    const auto needed = pairs_needed(*comparison.difference, pair.spread);
    if (!needed) continue;
    const auto& [low, estimate, high] = *needed;
    sentences.push_back(fmt::format(
        "To find a true difference of {} on {} between {} and {} (power 0.8, two-sided 5 %), about "
        "{} {} are needed; by the spread seen, between {} and {}.",
        *comparison.difference, to_text(family.metric), label(comparison.groups, pair.first),
        label(comparison.groups, pair.second), estimate, unit_names(comparison.groups), low, high));
  }
}

// How many pairs have a sentence: all of a few, else those of the best group.
std::size_t shown_pairs(const DifferenceFamily& family) {
  if (family.pairs.size() < max_pairs_shown) return family.pairs.size();
  const std::size_t best = family.pairs.front().first;
  const auto others = std::find_if(family.pairs.begin(), family.pairs.end(),
                                   [&](const auto& pair) { return pair.first != best; });
  return std::min(max_pairs_shown, static_cast<std::size_t>(others - family.pairs.begin()));
}

void add_family(const Comparison& comparison, const DifferenceFamily& family,
                std::vector<std::string>& sentences) {
  const RunGroups& groups = comparison.groups;
  if (family.pairs.empty()) return;
  const auto shown_end = family.pairs.begin() + static_cast<std::ptrdiff_t>(shown_pairs(family));
  const std::vector<GroupDifference> shown(family.pairs.begin(), shown_end);
  if (most_units(family) > 1) {
    for (const auto& pair : shown) {
      sentences.push_back(PairSentence(groups, family.metric, pair).text());
    }
    if (shown.size() < family.pairs.size()) {
      const auto hidden = family.pairs.size() - shown.size();
      const auto significant =
          std::count_if(family.pairs.begin() + static_cast<std::ptrdiff_t>(shown.size()),
                        family.pairs.end(), [](const auto& pair) { return pair.is_significant(); });
      sentences.push_back(fmt::format(
          "Of {} more on {}, {} differ{}; --format json has them all, and --against GROUP "
          "compares with one group alone.",
          plural(hidden, "pair"), to_text(family.metric), significant,
          significant == 1 ? "s" : ""));
    }
  }
  add_needed(comparison, family, shown, sentences);
}

std::string networks_sentence(const Comparison& comparison) {
  const SingleNetworks& networks = *comparison.networks;
  const auto share = [&](std::uint64_t right) {
    return static_cast<double>(right) / static_cast<double>(networks.examples);
  };
  const std::string first = label(comparison.groups, comparison.order[0]);
  const std::string second = label(comparison.groups, comparison.order[1]);
  constexpr int digits = 3;
  return fmt::format(
      "These two trained networks, on the same {} test examples: {} is right on {:.3f} (95 % {}), "
      "{} on {:.3f} (95 % {}); {} alone is right on {}, {} alone on {} (McNemar's exact p {}). "
      "This is about the two networks, not about their settings.",
      networks.examples, first, share(networks.first_right),
      interval_text(networks.first_accuracy, digits), second, share(networks.second_right),
      interval_text(networks.second_accuracy, digits), first, networks.only_first_right, second,
      networks.only_second_right, p_text(networks.p));
}

bool is_on_test_set(Metric metric) {
  return metric == Metric::test_accuracy || metric == Metric::test_loss;
}

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
  if (is_on_test_set(comparison.metric)) {
    notes.emplace_back(
        "Caution: whoever chooses a setting by test figures needs other data to test it.");
  }
  if (most == 1) {
    notes.push_back(fmt::format(
        "One {} says nothing about spread, so there is no interval{}.", unit_name(groups),
        groups.over == "seed" ? "; repeat the runs with --sweep seed=0..9" : ""));
  }
  return notes;
}

std::vector<std::string> difference_sentences(const Comparison& comparison) {
  std::vector<std::string> sentences;
  const RunGroups& groups = comparison.groups;
  if (!comparison.families.empty()) {
    const DifferenceFamily& family = comparison.families.front();
    const std::uint64_t units = most_units(family);
    if (units > 1 && units < least_pairs(family.pairs.size())) {
      sentences.push_back(too_few_sentence(groups, family));
    }
    if (const auto apart = family.comparable_pairs - family.pairs.size(); apart > 0) {
      sentences.push_back(
          fmt::format("{} no {} in common, so nothing is said about {}.",
                      apart == 1 ? "1 pair has" : fmt::format("{} pairs have", apart),
                      unit_name(groups), apart == 1 ? "it" : "them"));
    }
  }
  for (const auto& family : comparison.families) add_family(comparison, family, sentences);
  if (comparison.networks) sentences.push_back(networks_sentence(comparison));
  return sentences;
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
