// The files of a run's folder; experiments/README.md describes them.
#pragma once

#include <array>
#include <string_view>

namespace runner::file_names {

inline constexpr std::string_view config = "config.yaml";
inline constexpr std::string_view manifest = "run.json";
inline constexpr std::string_view metrics = "metrics.csv";
inline constexpr std::string_view weights = "weights.npz";
inline constexpr std::string_view predictions = "predictions.csv";
inline constexpr std::string_view log = "log.txt";
inline constexpr std::string_view checkpoint = "checkpoint.npz";

inline constexpr std::array all = {manifest, config,      metrics,   log,
                                   weights,  predictions, checkpoint};

}  // namespace runner::file_names
