// The lines of the run folder's CSV files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "training/metrics.hpp"

namespace runner {

inline constexpr std::string_view metrics_header =
    "iteration,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,test_loss,"
    "test_accuracy,seconds";
inline constexpr std::string_view predictions_header = "index,label,predicted,confidence";

// 17 significant digits, which read back as the same double; empty where not measured.
std::string metrics_line(const MetricsRow& row);

// The same figures in the same order as names and values; null where not measured.
struct NamedFigure {
  std::string_view name;
  std::optional<double> value;
};
std::vector<NamedFigure> named_figures(const MetricsRow& row);

}  // namespace runner
