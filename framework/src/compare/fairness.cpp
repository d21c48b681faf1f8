#include "compare/fairness.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "base/text_width.hpp"
#include "compare/circumstances.hpp"

namespace runner {
namespace {

constexpr std::string_view split_name = "split of the data";
constexpr std::size_t max_values = 3;

// "BLAS core (Haswell: 8 runs, SkylakeX: 7 runs)"
struct Difference {
  Consequence consequence = Consequence::none;
  std::string name;
  std::map<std::string, std::uint64_t> runs;  // by the circumstance's text
};

std::string described(const Difference& difference) {
  std::vector<std::string> values;
  for (const auto& [text, runs] : difference.runs) {
    if (values.size() == max_values) {
      values.push_back(fmt::format("{} more", difference.runs.size() - max_values));
      break;
    }
    values.push_back(fmt::format("{}: {} run{}", printable(text), runs, runs == 1 ? "" : "s"));
  }
  return fmt::format("{} ({})", printable(difference.name), fmt::join(values, ", "));
}

// The circumstances that are not the same in all runs that have them, in their order.
std::vector<Difference> find_differences(const RunGroups& groups) {
  std::vector<Difference> all;
  std::map<std::string, std::size_t> places;
  for (const auto& group : groups.groups) {
    for (const auto& observation : group.observations) {
      for (const auto& item : circumstances(groups.run_of(observation).record.manifest)) {
        if (item.name == split_name) continue;  // the seed decides it
        const auto [place, is_new] = places.try_emplace(item.name, all.size());
        if (is_new) all.push_back({item.consequence, item.name, {}});
        ++all[place->second].runs[item.text];
      }
    }
  }
  std::erase_if(all, [](const Difference& difference) { return difference.runs.size() < 2; });
  return all;
}

// Units for which groups on the same data have different splits, so that their pairs were not
// trained or tested on the same examples.
std::uint64_t units_split_differently(const RunGroups& groups) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> splits;
  for (const auto& group : groups.groups) {
    for (const auto& observation : group.observations) {
      const auto& data = groups.run_of(observation).record.manifest.data;
      if (data && !data->split_sha256.empty()) {
        splits[{data->sha256, observation.unit}].insert(data->split_sha256);
      }
    }
  }
  return static_cast<std::uint64_t>(std::count_if(
      splits.begin(), splits.end(), [](const auto& item) { return item.second.size() > 1; }));
}

std::string sentence(Consequence consequence, const std::string& what) {
  switch (consequence) {
    case Consequence::not_comparable:
      return fmt::format(
          "Not all runs saw the same data; groups on different data are ranked apart and not "
          "compared: {}.",
          what);
    case Consequence::any:
      return fmt::format("Not all runs used the same code, which may explain differences: {}.",
                         what);
    case Consequence::last_digits:
      return fmt::format(
          "Results may differ in their last digits, and seconds are not comparable: {}.", what);
    case Consequence::none:
      break;
  }
  return fmt::format("Seconds are not comparable: {}.", what);
}

}  // namespace

std::vector<std::string> fairness_notes(const RunGroups& groups) {
  const auto differences = find_differences(groups);
  std::vector<std::string> notes;
  const auto note_on = [&](Consequence consequence) {
    std::vector<std::string> described_ones;
    for (const auto& difference : differences) {
      if (difference.consequence == consequence) described_ones.push_back(described(difference));
    }
    if (!described_ones.empty()) notes.push_back(sentence(consequence, join(described_ones)));
  };
  note_on(Consequence::not_comparable);
  if (const auto units = units_split_differently(groups); units > 0 && groups.over == "seed") {
    notes.push_back(fmt::format(
        "For {} seed{} the data were split differently in different groups, so pairs were not "
        "trained and tested on the same examples.",
        units, units == 1 ? "" : "s"));
  }
  const auto& keys = groups.keys;
  if (keys.size() > 1 && std::find(keys.begin(), keys.end(), "precision") != keys.end()) {
    notes.emplace_back(
        "Groups differ in precision as well as in other settings; float has some 7 digits, and "
        "seconds are not comparable.");
  }
  note_on(Consequence::any);
  note_on(Consequence::last_digits);
  note_on(Consequence::none);
  return notes;
}

}  // namespace runner
