#include "execution/moved_data.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/nearest_name.hpp"
#include "config/overrides.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_writer.hpp"
#include "execution/recorded_plugins.hpp"
#include "execution/run_inputs.hpp"
#include "plugin_host/path_options.hpp"
#include "plugin_host/plugin_description.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

constexpr std::string_view dataset_prefix = "dataset.";

std::string key_of(const std::string& argument) { return argument.substr(0, argument.find('=')); }

// Says which keys may be given for a run of this dataset, as a sentence.
std::string allowed_keys(const PluginInfo& dataset) {
  std::vector<std::string> keys;
  for (const auto& option : path_options(dataset)) {
    keys.push_back(std::string(dataset_prefix) + option);
  }
  if (keys.empty()) return fmt::format("The dataset {} has no paths to change.", dataset.name);
  return fmt::format("Only the dataset's paths can change: {}.", join(keys));
}

// Why a run cannot resume with this argument, as sentences; empty if it can.
std::string argument_error(const std::string& argument, const PluginInfo& dataset,
                           const std::filesystem::path& config) {
  const std::string key = key_of(argument);
  const bool is_option = key.starts_with(dataset_prefix);
  const std::string option = is_option ? key.substr(dataset_prefix.size()) : "";
  std::vector<std::string> options;
  for (const auto& described : describe_plugin(dataset).options) {
    options.push_back(described.name);
    if (described.name == option && described.type == OptionType::path) return {};
  }
  if (is_option && std::find(options.begin(), options.end(), option) == options.end()) {
    return fmt::format("the dataset {} has no option '{}'.{} {}", dataset.name, option,
                       did_you_mean(option, options), allowed_keys(dataset));
  }
  return fmt::format(
      "{} cannot change when a run resumes: it would not be the same run. {} For a new run with "
      "this value, run `runner {} {}`.",
      key, allowed_keys(dataset), config.string(), argument);
}

void check_arguments(const std::vector<std::string>& arguments, const PluginInfo& dataset,
                     const std::filesystem::path& config, Diagnostics& diagnostics) {
  for (const auto& argument : arguments) {
    const std::string error = argument.find('=') == std::string::npos
                                  ? "expected dataset.OPTION=PATH. " + allowed_keys(dataset)
                                  : argument_error(argument, dataset, config);
    if (error.empty()) continue;
    diagnostics.error({std::make_shared<const std::string>("command line, " + argument), 0, 1},
                      error);
  }
}

// A null would restore the option's default, which is not a place.
void reject_nulls(const Value& tree, const std::vector<std::string>& arguments,
                  Diagnostics& diagnostics) {
  for (const auto& argument : arguments) {
    const std::string key = key_of(argument);
    const Value* value = tree.find("dataset")->find(key.substr(dataset_prefix.size()));
    if (value != nullptr && value->is_null()) {
      diagnostics.error(value->location,
                        fmt::format("{} must be a path, but this is nothing.", key));
    }
  }
}

void check_same_data(const HashedData& data, const RunRecord& record) {
  const std::string& expected = data_of(record).sha256;
  if (data.sha256() == expected) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: the data at the new place is not what the run saw: its SHA-256 is "
                          "{}, and run.json says {}. Give the place of the same data.",
                          record.folder.string(), data.sha256(), expected));
}

// Sets the moved paths in the config's tree as the dataset reads them, which is absolute.
// Returns them as entries.
std::vector<std::string> set_paths(Value& tree, const std::vector<std::string>& arguments,
                                   const BoundPlugin& dataset) {
  std::vector<std::string> entries;
  for (const auto& argument : arguments) {
    const std::string key = key_of(argument);
    for (const auto& option : dataset.options) {
      if (std::string(dataset_prefix) + option.key != key) continue;
      Diagnostics none;
      set_value(tree, key, {}, option.value, {}, none);
      entries.push_back(fmt::format("{}={}", key, option.value.text));
    }
  }
  return entries;
}

}  // namespace

std::vector<std::string> move_run_data(const RunRecord& record,
                                       const std::vector<std::string>& arguments,
                                       const Catalog& catalog, LeaseCheck lease) {
  const std::filesystem::path config = record.folder / file_names::config;
  const ExperimentSpec written = read_run_spec(record);
  require_plugins(record, written, catalog, {PluginKind::dataset});
  const PluginInfo& plugin = catalog.find(PluginKind::dataset, written.dataset.name);
  Diagnostics diagnostics;
  Value tree = read_yaml_file(config.string(), diagnostics, Variables::refuse);
  check_arguments(arguments, plugin, config, diagnostics);
  diagnostics.throw_if_any();
  apply_overrides(tree, arguments, diagnostics);
  diagnostics.throw_if_any();
  reject_nulls(tree, arguments, diagnostics);
  const ExperimentSpec spec = read_experiment(tree, record.manifest.name, diagnostics);
  diagnostics.throw_if_any();
  const BoundPlugin dataset =
      bind_plugin(catalog, PluginKind::dataset, spec.dataset, spec.precision, diagnostics);
  diagnostics.throw_if_any();
  check_same_data(*load_dataset(record, dataset, arguments), record);
  const auto entries = set_paths(tree, arguments, dataset);
  if (!lease.held()) return {};
  write_file_atomically(config, write_yaml(tree));
  return entries;
}

}  // namespace runner
