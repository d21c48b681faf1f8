// metrics.csv: a row of metrics a line, numbers with 17 significant digits, which read back as the
// same double, and nothing for what was not measured.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "training/metrics.hpp"

namespace runner {

// The header line, without its end.
std::string metrics_header();

// A row as a line, without its end.
std::string metrics_line(const MetricsRow& row);

// The text of a run's metrics.csv, or nothing if there is no file.
// Throws: Error (not_readable) if the file exists but cannot be read now.
std::optional<std::string> read_metrics_text(const std::filesystem::path& folder);

// Reads the rows of a metrics.csv, finding columns by name; later versions may append some. A last
// line without its end is incomplete and ignored. `file` is for the error's message.
// Throws: Error (damaged), a sentence that names the file and the line, if the header is missing or
// lacks a column, or a row has another number of cells or holds what no run can have measured.
std::vector<MetricsRow> parse_metrics(std::string_view text, const std::filesystem::path& file);

// Reads a run's metrics.csv.
// Throws: as parse_metrics(); Error (not_readable) if the file cannot be read now, Error (damaged)
// if there is no file.
std::vector<MetricsRow> read_metrics(const std::filesystem::path& folder);

// The row of `iteration`, or nothing.
std::optional<MetricsRow> find_row(const std::vector<MetricsRow>& rows, std::uint64_t iteration);

}  // namespace runner
