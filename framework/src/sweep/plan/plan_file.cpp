#include "sweep/plan/plan_file.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/regular_file.hpp"
#include "runs/json_fields.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t plan_format = 1;
constexpr std::uint64_t max_bytes = std::uint64_t{1} << 30;

Json to_json(const Trial& trial) {
  Json values = Json::array();
  for (const auto& [key, text] : trial.values) values.push_back({key, text});
  return {{"id", trial.id}, {"values", std::move(values)}, {"config", trial.config}};
}

[[noreturn]] void fail_plan(const std::string& clause) { throw Error(ErrorCode::damaged, clause); }

Trial trial_from(const JsonField& field) {
  Trial trial;
  const JsonField id = field.member("id");
  trial.id = id.text();
  // The id names the trial's folder, so it must not lead elsewhere.
  if (!is_trial_id(trial.id)) id.fail_expected("12 hexadecimal digits");
  for (const auto& value : field.member("values").elements()) {
    const auto pair = value.texts();
    if (pair.size() != 2) value.fail_expected("a key and its value");
    trial.values.emplace_back(pair[0], pair[1]);
  }
  trial.config = field.member("config").text();
  return trial;
}

Metric read_objective(const JsonField& field) {
  const auto metric = metric_from(field.text());
  const bool is_objective = metric && std::find(objective_metrics.begin(), objective_metrics.end(),
                                                *metric) != objective_metrics.end();
  if (is_objective) return *metric;
  field.fail_expected(fmt::format("one of {}", fmt::join(names_of(objective_metrics), ", ")));
}

std::vector<std::uint64_t> read_rungs(const JsonField& field) {
  std::vector<std::uint64_t> rungs;
  for (const auto& element : field.elements()) {
    const std::uint64_t rung = element.whole();
    if (rung <= (rungs.empty() ? 0 : rungs.back())) fail_plan("its rungs do not ascend from 1");
    rungs.push_back(rung);
  }
  return rungs;
}

std::vector<Trial> read_trials(const JsonField& field) {
  std::vector<Trial> trials;
  std::set<std::string> seen;
  for (const auto& element : field.elements()) {
    trials.push_back(trial_from(element));
    if (!seen.insert(trials.back().id).second) {
      fail_plan(fmt::format("the trial {} is listed twice", trials.back().id));
    }
  }
  if (trials.empty()) fail_plan("it lists no trials");
  return trials;
}

SweepPlan plan_from(const JsonField& root) {
  const std::uint64_t format = root.member("format").whole({1});
  if (format > plan_format) {
    throw Error(ErrorCode::unsupported,
                fmt::format("a newer version wrote it: format {}; this program reads {}", format,
                            plan_format));
  }
  SweepPlan plan;
  plan.name = root.member("name").text();
  if (const auto error = name_error(plan.name)) fail_plan(fmt::format("name {}", *error));
  plan.objective = read_objective(root.member("objective"));
  plan.eta = root.member("eta").whole();
  plan.rungs = read_rungs(root.member("rungs"));
  if (!plan.rungs.empty() && plan.eta < 2) fail_plan("its eta is below 2");
  plan.trials = read_trials(root.member("trials"));
  return plan;
}

std::string read_text(const fs::path& file) {
  std::error_code error;
  std::string text = read_regular_file(file, max_bytes, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    throw Error(
        ErrorCode::not_found,
        fmt::format("{}: the file does not exist, so this is not a sweep's folder. Give one "
                    "such as experiments/activation-sweep, which `runner CONFIG` or "
                    "`runner submit CONFIG` creates.",
                    file.string()));
  }
  if (error) {
    throw Error(ErrorCode::not_readable,
                fmt::format("{}: the file cannot be read: {}.", file.string(), error.message()));
  }
  return text;
}

std::string text_of(const SweepPlan& plan) {
  Json trials = Json::array();
  for (const auto& trial : plan.trials) trials.push_back(to_json(trial));
  const Json json = {
      {"format", plan_format}, {"name", plan.name},   {"objective", to_text(plan.objective)},
      {"eta", plan.eta},       {"rungs", plan.rungs}, {"trials", std::move(trials)}};
  return json.dump(1) + "\n";
}

// A plan that cannot be read for another reason may be replaced.
void refuse_newer_plan(const fs::path& folder) {
  try {
    read_plan(folder);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::unsupported) throw;
  }
}

}  // namespace

fs::path plan_file(const fs::path& folder) { return folder / "sweep.json"; }

void write_plan(const fs::path& folder, const SweepPlan& plan) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the experiment's folder cannot be created: {}. Give a writable "
                            "folder with --output.",
                            folder.string(), error.message()));
  }
  const std::string text = text_of(plan);
  if (read_regular_file(plan_file(folder), max_bytes, error) == text) return;
  refuse_newer_plan(folder);
  write_file_atomically(plan_file(folder), text);
}

bool has_other_plan(const fs::path& folder, const SweepPlan& plan) {
  std::error_code error;
  const std::string text = read_regular_file(plan_file(folder), max_bytes, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    return false;
  }
  return text != text_of(plan);
}

SweepPlan read_plan(const fs::path& folder) {
  const fs::path file = plan_file(folder);
  const std::string text = read_text(file);
  try {
    const nlohmann::json document = parse_json(text);
    return plan_from(JsonField(&document, ""));
  } catch (const Error& error) {
    const bool newer = error.code() == ErrorCode::unsupported;
    throw Error(
        error.code(),
        fmt::format("{}: not a valid sweep plan: {}.{}", file.string(), error.what(),
                    newer ? "" : " Run the sweep's original command again to recreate it."));
  }
}

}  // namespace runner
