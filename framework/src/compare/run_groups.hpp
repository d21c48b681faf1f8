// Runs of the same setting: their configs are equal but for the seed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compare/measured_run.hpp"

namespace runner {

// A run that counts in its group's mean. Those of one unit are compared in pairs across groups.
struct Observation {
  std::string unit;     // the seed's text, or that of the key that is aggregated over
  std::size_t run = 0;  // index into RunGroups::runs
};

struct RunGroup {
  // For people, unique among the groups: the experiment's name where each group is an experiment of
  // its own; else the values of the keys that differ, such as "tanh" or "tanh, alpha 0.1".
  std::string label;
  std::string data_sha256;        // of the data that its runs saw; empty if unknown
  std::vector<std::size_t> runs;  // all of them, as indices into RunGroups::runs
  // One for each unit, sorted by unit; numbers by value.
  std::vector<Observation> observations;
  std::uint64_t repeats = 0;           // complete runs of a unit that has an observation already
  std::uint64_t unequal_repeats = 0;   // of these, those whose metrics are not the same
  std::map<RunStatus, std::uint64_t> incomplete;  // runs that do not count, by status
  // Parallel to RunGroups::keys; nothing where the config lacks the key.
  std::vector<std::optional<std::string>> config;
};

struct RunGroups {
  std::string over = "seed";
  std::vector<MeasuredRun> runs;
  std::vector<std::string> keys;  // that differ between groups, in the configs' order
  std::vector<RunGroup> groups;   // in the order of their first runs
};

// Groups the readable runs. `name` and keys that change no result do not separate groups, nor do
// the dataset's options where the data's hash is the same; the data's hash does.
// Throws: Error (invalid_input) if no run has the key `over`.
RunGroups make_groups(std::vector<MeasuredRun> runs, const std::string& over = "seed");

// The values of a metric over a group's observations; those without that metric are left out.
std::vector<double> values_of(const RunGroups& groups, const RunGroup& group, Metric metric);

}  // namespace runner
