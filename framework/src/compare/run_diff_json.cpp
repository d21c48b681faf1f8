#include <nlohmann/json.hpp>

#include "compare/run_diff_formats.hpp"

namespace runner {
namespace {

nlohmann::ordered_json text_json(const std::optional<std::string>& text) {
  return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json gap_json(const std::optional<MetricsGap>& gap) {
  if (!gap) return nullptr;
  nlohmann::ordered_json json{{"iteration", gap->iteration}, {"metric", to_text(gap->metric)}};
  json["first"] = gap->first ? nlohmann::ordered_json(*gap->first) : nullptr;
  json["second"] = gap->second ? nlohmann::ordered_json(*gap->second) : nullptr;
  return json;
}

}  // namespace

std::string diff_json(const RunDiff& diff) {
  using nlohmann::ordered_json;
  ordered_json json{{"config", ordered_json::object()},
                    {"circumstances", ordered_json::object()},
                    {"metrics",
                     {{"common_rows", diff.metrics.common_rows},
                      {"rows_of_one", diff.metrics.rows_of_one},
                      {"first_not_identical", gap_json(diff.metrics.first_gap)},
                      {"first_not_close", gap_json(diff.metrics.first_far)}}},
                    {"weights", nullptr},
                    {"predictions", nullptr}};
  for (const auto& item : diff.config) {
    json["config"][item.name] = {text_json(item.first), text_json(item.second)};
  }
  for (const auto& item : diff.circumstances) {
    json["circumstances"][item.name] = {text_json(item.first), text_json(item.second)};
  }
  if (diff.weights) {
    json["weights"] = {{"identical", diff.weights->agreement == Agreement::identical},
                       {"largest_difference", diff.weights->largest},
                       {"array", diff.weights->array}};
  }
  if (diff.predictions) {
    json["predictions"] = {{"examples", diff.predictions->examples},
                           {"different", diff.predictions->different},
                           {"same_examples", diff.predictions->same_examples}};
  }
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace runner
