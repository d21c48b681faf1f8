#include "docgen/config_table.hpp"

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "config/experiment_keys.hpp"
#include "config/typed_values.hpp"
#include "docgen/markdown.hpp"
#include "sweep/plan/sweep_spec.hpp"

namespace runner {
namespace {

std::string code(std::string_view text) { return fmt::format("`{}`", text); }

// Adds a row for each declared key, and names it by its path.
class TableKeys final : public ConfigKeys {
 public:
  TableKeys(std::string prefix, std::string& table) : prefix_(std::move(prefix)), table_(table) {}

  void integer(std::string_view name, IntegerMember member, const IntegerOption& bounds,
               const KeyInfo& info) override {
    const auto number = member.get();
    add(name, describe_bounds(bounds), number ? code(fmt::format("{}", *number)) : "none", info);
  }
  void integer_or_all(std::string_view name, std::optional<Located<std::uint64_t>>&,
                      const IntegerOption& bounds, const KeyInfo& info) override {
    add(name, fmt::format("`all` or {}", describe_bounds(bounds)), code("all"), info);
  }
  void boolean(std::string_view name, bool& member, const KeyInfo& info) override {
    add(name, "`true` or `false`", code(member ? "true" : "false"), info);
  }
  void choice(std::string_view name, const ChoiceMember& member, const KeyInfo& info) override {
    std::vector<std::string> words;
    for (const auto& word : member.words()) words.push_back(code(word));
    add(name, join(words, " or "), member.value().empty() ? "none" : code(member.value()), info);
  }
  void folder_name(std::string_view name, std::string&, const KeyInfo& info) override {
    add(name, "a name: see below", "", info);
  }
  void plugin(std::string_view name, PluginChoice& member, const KeyInfo& info) override {
    add(name, "a plugin", code(member.name), info);
  }
  void map(std::string_view name, const Declare& declare, const KeyInfo& info) override {
    add_map(name, declare, "", info);
  }
  void custom(std::string_view name, std::string_view type, const KeyInfo& info) override {
    add(name, type, "none", info);
  }

 private:
  bool optional_map(std::string_view name, bool given, const Declare& declare,
                    const KeyInfo& info) override {
    add_map(name, declare, "none", info);
    return given;
  }
  void add_map(std::string_view name, const Declare& declare, const std::string& default_value,
               const KeyInfo& info) {
    add(name, "a map", default_value, info);
    TableKeys inner(fmt::format("{}{}.", prefix_, name), table_);
    declare(inner);
  }
  void add(std::string_view name, std::string_view type, const std::string& default_value,
           const KeyInfo& info) {
    std::string shown = info.required ? "required" : default_value;
    if (!info.default_in_words.empty()) shown = info.default_in_words;
    table_ += fmt::format("| `{}{}` | {} | {} | {} |\n", prefix_, name, markdown_cell(type),
                          markdown_cell(shown), markdown_cell(info.doc));
  }

  std::string prefix_;
  std::string& table_;
};

}  // namespace

std::string config_table() {
  std::string table = "| key | value | default | meaning |\n| --- | --- | --- | --- |\n";
  TableKeys keys("", table);
  ExperimentSpec experiment;
  declare_keys(experiment, keys);
  TableKeys sweep_keys("sweep.", table);
  SweepSpec sweep;
  declare_keys(sweep, sweep_keys);
  return table;
}

}  // namespace runner
