#include <algorithm>

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "compare/mean_text.hpp"
#include "compare/sentences.hpp"
#include "compare/unit_text.hpp"

namespace runner {
namespace {

constexpr std::size_t max_pairs_shown = 4;  // in each metric

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

}  // namespace

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

}  // namespace runner
