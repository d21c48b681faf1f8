#include "sweep/plan/plan_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/regular_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int format = 1;
constexpr std::uint64_t max_plan_bytes = std::uint64_t{1} << 30;

Json to_json(const Trial& trial) {
  Json values = Json::array();
  for (const auto& [key, text] : trial.values) values.push_back({key, text});
  return {{"id", trial.id}, {"values", std::move(values)}, {"config", trial.config}};
}

// A trial's folder has its id as its name, so that it must not lead elsewhere.
bool is_id(const std::string& id) {
  return id.size() == 12 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Trial trial_from(const Json& json) {
  Trial trial;
  trial.id = json.at("id").get<std::string>();
  if (!is_id(trial.id)) throw std::invalid_argument("a trial's id is not 12 hexadecimal digits");
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
  std::uint64_t before = 0;
  for (const std::uint64_t rung : rungs) {
    if (rung <= before) return false;
    before = rung;
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
  std::error_code fault;
  std::string text = read_regular_file(file, max_plan_bytes, fault);
  if (fault == std::errc::no_such_file_or_directory || fault == std::errc::not_a_directory) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: there is no such file, so this is no sweep's folder. Give one such as "
                    "experiments/activation-sweep, which `runner CONFIG` or `runner submit CONFIG` "
                    "makes.",
                    file.string()));
  }
  if (fault) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the file cannot be read: {}.", file.string(), fault.message()));
  }
  return text;
}

}  // namespace

void write_plan(const fs::path& folder, const SweepPlan& plan) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the experiment's folder cannot be made: {}. Give a folder "
                            "that can be written with --output.",
                            folder.string(), fault.message()));
  }
  Json trials = Json::array();
  for (const auto& trial : plan.trials) trials.push_back(to_json(trial));
  const Json json = {
      {"format", format}, {"name", plan.name},   {"objective", to_text(plan.objective)},
      {"eta", plan.eta},  {"rungs", plan.rungs}, {"trials", std::move(trials)}};
  const std::string text = json.dump(1) + "\n";
  const fs::path file = folder / "sweep.json";
  if (read_regular_file(file, max_plan_bytes, fault) == text) return;
  write_file_atomically(file, text);
}

SweepPlan read_plan(const fs::path& folder) {
  const fs::path file = folder / "sweep.json";
  const std::string text = read_text(file);
  try {
    return plan_from(Json::parse(text));
  } catch (const std::exception& error) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: not a valid sweep plan: {}. Run the sweep's original "
                            "command again to recreate it.",
                            file.string(), error.what()));
  }
}

}  // namespace runner
