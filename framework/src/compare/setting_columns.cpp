#include "compare/setting_columns.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compare/text_order.hpp"
#include "config/experiment_keys.hpp"
#include "runs/csv_cells.hpp"

namespace runner {
namespace {

constexpr std::size_t shown_hash_digits = 8;

// The key of the plugin that `key` is an option of; empty if it is not an option.
std::string plugin_of(const std::string& key) {
  for (const auto& path : plugin_paths()) {
    if (key.size() > path.size() && key.starts_with(path) && key[path.size()] == '.') return path;
  }
  return "";
}

// Where the shortest clear form of a key begins: after the last '.', but in an option of a part of
// the network before the part's name, since the `alpha` of an activation is not the learning rate.
std::size_t short_begin(const std::string& key) {
  const std::size_t plugin_dot = plugin_of(key).rfind('.');
  return (plugin_dot == std::string::npos ? key.rfind('.') : plugin_dot) + 1;  // npos + 1 is 0
}

// The length of the prefix of whole parts ("optimizer.") that all keys begin with.
std::size_t common_prefix(const std::vector<std::string>& keys) {
  std::size_t length = keys.front().rfind('.') + 1;  // npos + 1 is 0
  for (const auto& key : keys) {
    while (length > 0 && key.compare(0, length, keys.front(), 0, length) != 0) {
      length = length < 2 ? 0 : keys.front().rfind('.', length - 2) + 1;
    }
  }
  return length;
}

using Texts = std::vector<std::optional<std::string>>;

// Numbers with many digits, as random draws have, in four significant ones, unless two that differ
// would then be the same.
void shorten_numbers(Texts& texts) {
  constexpr std::size_t long_number = 8;
  std::map<std::string, std::string> shortened;  // text -> what is shown
  std::set<std::string> shown;
  for (const auto& text : texts) {
    if (!text || shortened.contains(*text)) continue;
    const auto number = parse_cell<double>(*text);
    std::string brief =
        number && text->size() > long_number ? fmt::format("{:.4g}", *number) : *text;
    if (!shown.insert(brief).second) return;
    shortened.emplace(*text, std::move(brief));
  }
  for (auto& text : texts) {
    if (text) text = shortened.at(*text);
  }
}

// The texts of all groups at the i-th differing key, as they are shown.
Texts texts_at(const RunGroups& groups, std::size_t i) {
  Texts texts;
  for (const auto& group : groups.groups) texts.push_back(group.config[i]);
  shorten_numbers(texts);
  return texts;
}

// Whether the groups that have the key differ in it. An option that all of them leave alone says
// nothing that the plugin's name does not.
bool differs_where_present(const Texts& texts) {
  const std::string* first = nullptr;
  for (const auto& text : texts) {
    if (!text) continue;
    if (first != nullptr && *first != *text) return true;
    if (first == nullptr) first = &*text;
  }
  return false;
}

std::vector<std::string> cells_from(const Texts& texts) {
  std::vector<std::string> cells;
  for (const auto& text : texts) cells.push_back(text.value_or(""));
  return cells;
}

// Appends an option to a plugin's cell: "adam" becomes "adam(alpha 0.1)", then "adam(alpha 0.1,
// beta1 0.9)".
void fold(std::string& cell, std::string_view option, const std::string& text) {
  if (cell.ends_with(')')) cell.pop_back();
  cell += fmt::format("{}{} {})", cell.find('(') == std::string::npos ? "(" : ", ", option, text);
}

// Whether all runs of each group have a name, and no two groups share one.
bool names_identify(const RunGroups& groups) {
  std::set<std::string> seen;
  for (const auto& group : groups.groups) {
    const std::string& name = groups.runs[group.runs.front()].record.manifest.name;
    for (const std::size_t run : group.runs) {
      if (groups.runs[run].record.manifest.name != name) return false;
    }
    if (name.empty() || !seen.insert(name).second) return false;
  }
  return true;
}

// "tanh, alpha 0.1": the text of a plugin speaks for itself, as does any word that stands alone.
std::string label_from(const std::vector<SettingColumn>& columns, std::size_t group) {
  std::string label;
  for (const auto& column : columns) {
    const std::string& cell = column.cells[group];
    const bool speaks_for_itself = default_plugin(column.key) != nullptr ||
                                   (columns.size() == 1 && !is_number(cell) && cell != "true" &&
                                    cell != "false" && column.key != "data_sha256");
    if (!label.empty()) label += ", ";
    if (cell.empty()) {
      label += "no " + column.title;
    } else {
      label += speaks_for_itself ? cell : column.title + ' ' + cell;
    }
  }
  return label;
}

}  // namespace

std::vector<std::string> short_keys(const std::vector<std::string>& keys) {
  if (keys.empty()) return {};
  const std::size_t prefix = common_prefix(keys);
  std::map<std::string, int> uses;
  for (const auto& key : keys) ++uses[key.substr(short_begin(key))];
  std::vector<std::string> titles;
  for (const auto& key : keys) {
    std::string title = key.substr(short_begin(key));
    if (uses[title] > 1) title = key.substr(std::min(prefix, short_begin(key)));
    titles.push_back(std::move(title));
  }
  return titles;
}

std::vector<SettingColumn> setting_columns(const RunGroups& groups) {
  std::vector<SettingColumn> columns;
  std::map<std::string, std::size_t> plugins;  // those that differ -> their columns
  for (std::size_t i = 0; i < groups.keys.size(); ++i) {
    const std::string& key = groups.keys[i];
    const Texts texts = texts_at(groups, i);
    const std::string plugin = plugin_of(key);
    const auto folded_into = plugins.find(plugin);
    if (folded_into == plugins.end()) {
      if (default_plugin(key) != nullptr) plugins.emplace(key, columns.size());
      columns.push_back({key, "", cells_from(texts)});
      continue;
    }
    if (!differs_where_present(texts)) continue;
    for (std::size_t group = 0; group < texts.size(); ++group) {
      if (!texts[group]) continue;
      fold(columns[folded_into->second].cells[group], key.substr(plugin.size() + 1), *texts[group]);
    }
  }
  std::vector<std::string> keys;
  for (const auto& column : columns) keys.push_back(column.key);
  const auto titles = short_keys(keys);
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].title = titles[i];
  std::vector<std::string> data;
  for (const auto& group : groups.groups) {
    data.push_back(group.data_sha256.substr(0, shown_hash_digits));
  }
  if (std::adjacent_find(data.begin(), data.end(), std::not_equal_to<>()) != data.end()) {
    columns.push_back({"data_sha256", "data", data});
  }
  return columns;
}

std::vector<std::string> group_labels(const RunGroups& groups) {
  std::vector<std::string> labels;
  if (names_identify(groups)) {
    for (const auto& group : groups.groups) {
      labels.push_back(groups.runs[group.runs.front()].record.manifest.name);
    }
    return labels;
  }
  const auto columns = setting_columns(groups);
  std::map<std::string, int> uses;
  for (std::size_t i = 0; i < groups.groups.size(); ++i) {
    std::string label = label_from(columns, i);
    if (label.empty()) label = groups.runs[groups.groups[i].runs.front()].record.manifest.name;
    if (const int use = ++uses[label]; use > 1) label += fmt::format(" ({})", use);
    labels.push_back(std::move(label));
  }
  return labels;
}

}  // namespace runner
