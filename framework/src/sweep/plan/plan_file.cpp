#include "sweep/plan/plan_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/regular_file.hpp"
#include "sweep/plan/trial_folders.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int format = 1;
constexpr std::uint64_t max_bytes = std::uint64_t{1} << 30;

Json to_json(const Trial& trial) {
  Json values = Json::array();
  for (const auto& [key, text] : trial.values) values.push_back({key, text});
  return {{"id", trial.id}, {"values", std::move(values)}, {"config", trial.config}};
}

Trial trial_from(const Json& json) {
  Trial trial;
  trial.id = json.at("id").get<std::string>();
  // The id names the trial's folder, so it must not lead elsewhere.
  if (!is_trial_id(trial.id)) {
    throw std::invalid_argument("a trial's id is not 12 hexadecimal digits");
  }
  for (const auto& value : json.at("values")) {
    trial.values.emplace_back(value.at(0).get<std::string>(), value.at(1).get<std::string>());
  }
  trial.config = json.at("config").get<std::string>();
  return trial;
}

Metric read_objective(const std::string& name) {
  const auto metric = metric_from(name);
  if (!metric || *metric == Metric::seconds) {
    throw std::invalid_argument("its objective is not a metric");
  }
  return *metric;
}

bool is_ascending(const std::vector<std::uint64_t>& rungs) {
  std::uint64_t previous = 0;
  for (const std::uint64_t rung : rungs) {
    if (rung <= previous) return false;
    previous = rung;
  }
  return true;
}

SweepPlan plan_from(const Json& json) {
  if (json.at("format") != format) {
    throw std::invalid_argument(fmt::format("its format is {}, and this program reads {}",
                                            json.at("format").dump(), format));
  }
  SweepPlan plan;
  plan.name = json.at("name").get<std::string>();
  plan.objective = read_objective(json.at("objective").get<std::string>());
  plan.eta = json.at("eta").get<std::uint64_t>();
  plan.rungs = json.at("rungs").get<std::vector<std::uint64_t>>();
  if (!plan.rungs.empty() && plan.eta < 2) throw std::invalid_argument("its eta is below 2");
  if (!is_ascending(plan.rungs)) throw std::invalid_argument("its rungs do not ascend from 1");
  for (const auto& trial : json.at("trials")) plan.trials.push_back(trial_from(trial));
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
      {"format", format}, {"name", plan.name},   {"objective", to_text(plan.objective)},
      {"eta", plan.eta},  {"rungs", plan.rungs}, {"trials", std::move(trials)}};
  return json.dump(1) + "\n";
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
    return plan_from(Json::parse(text));
  } catch (const std::exception& error) {
    throw Error(
        ErrorCode::damaged,
        fmt::format("{}: not a valid sweep plan: {}. Run the sweep's original command again "
                    "to recreate it.",
                    file.string(), error.what()));
  }
}

}  // namespace runner
