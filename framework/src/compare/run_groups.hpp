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
  // For people, unique among the groups: the experiment's name if each group is an experiment of
  // its own, else what its setting_columns() say, such as "tanh" or "tanh, alpha 0.1".
  std::string label;
  std::string data_sha256;        // of the data that its runs saw; empty if unknown
  std::vector<std::size_t> runs;  // all of them, as indices into RunGroups::runs
  // One for each unit that has a complete run, sorted by unit; numbers by value.
  std::vector<Observation> observations;
  std::uint64_t repeats = 0;          // further complete runs of those units
  std::uint64_t unequal_repeats = 0;  // of these, those with other metrics
  // Units without a complete run, by the status of their last run.
  std::map<RunStatus, std::uint64_t> incomplete;
  // Parallel to RunGroups::keys; nothing where the config lacks the key.
  std::vector<std::optional<std::string>> config;

  // Units, whether complete or not.
  std::uint64_t units() const;
};

struct RunGroups {
  std::string over = "seed";
  std::vector<MeasuredRun> runs;  // with the unreadable ones, which are in no group
  std::vector<std::string> keys;  // that differ between groups, in the configs' order
  std::vector<RunGroup> groups;   // in the order of their first runs

  const MeasuredRun& run_of(const Observation& observation) const { return runs[observation.run]; }
};

// Groups the readable runs. Entries that change no result, such as `name`, do not separate groups;
// nor do the dataset's options, for which the hash of the data stands. A run that ended before its
// data were known joins a group with the same config.
// Throws: Error (invalid_input) if no run has the key `over`.
RunGroups make_groups(std::vector<MeasuredRun> runs, const std::string& over = "seed");

// A metric's values over a group's observations, without those that did not measure it.
std::vector<double> values_of(const RunGroups& groups, const RunGroup& group, Metric metric);

}  // namespace runner
