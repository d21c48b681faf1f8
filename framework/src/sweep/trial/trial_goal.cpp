#include "sweep/trial/trial_goal.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>
#include <vector>

#include "runs/metrics_csv.hpp"

namespace runner {
namespace {

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> all;
  while (true) {
    const auto comma = line.find(',');
    all.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return all;
    line.remove_prefix(comma + 1);
  }
}

template <typename Number>
std::optional<Number> parse_cell(std::string_view cell) {
  Number number{};
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return number;
}

}  // namespace

bool TrialGoal::is_reached(const std::filesystem::path& folder, const TrialRecord& record) const {
  if (record.failed()) return !retry_failed && !record.lacked_space();
  if (record.status == RunStatus::finished) return true;
  return rung != 0 && record.status != RunStatus::missing && metric_at(folder, objective, rung);
}

std::optional<double> metric_at(const std::filesystem::path& folder, const std::string& metric,
                                std::uint64_t iteration) {
  const auto names = cells(metrics_header);
  const auto column = std::find(names.begin(), names.end(), metric) - names.begin();
  std::ifstream stream(folder / "metrics.csv", std::ios::binary);
  std::string line;
  while (std::getline(stream, line) && !stream.eof()) {  // a line without its end is incomplete
    const auto row = cells(line);
    if (row.size() != names.size()) continue;
    if (parse_cell<std::uint64_t>(row.front()) != iteration) continue;
    return parse_cell<double>(row[static_cast<std::size_t>(column)]);
  }
  return std::nullopt;
}

std::optional<double> objective_at_rung(const TrialGoal& goal, const std::filesystem::path& folder,
                                        const TrialRecord& record) {
  if (const auto value = metric_at(folder, goal.objective, goal.rung)) return value;
  const auto result = record.result.find(goal.objective);
  if (record.failed() || result == record.result.end()) return std::nullopt;
  return result->second;
}

}  // namespace runner
