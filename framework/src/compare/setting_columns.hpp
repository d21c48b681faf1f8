// How the settings of groups are told apart in tables and sentences.
#pragma once

#include <string>
#include <vector>

#include "compare/run_groups.hpp"

namespace runner {

struct SettingColumn {
  std::string key;                 // the whole key: optimizer.alpha
  std::string title;               // see short_keys()
  std::vector<std::string> cells;  // one a group; empty where the group lacks the key
};

// Keys by their last part where that tells them apart, else without the prefix that all of them
// share. An option of a part of the network keeps the part's name: activation.alpha.
std::vector<std::string> short_keys(const std::vector<std::string>& keys);

// The keys that differ between the groups, as columns. Numbers with many digits are shown in four
// significant ones where that tells them apart. Where groups use different plugins, their
// options that differ stand in the plugin's cell: "adam(alpha 0.001)". The last column is `data`,
// with the first digits of the data's hash, if the groups saw different data.
std::vector<SettingColumn> setting_columns(const RunGroups& groups);

// The groups' labels, without those that they have already; see RunGroup::label.
std::vector<std::string> group_labels(const RunGroups& groups);

}  // namespace runner
