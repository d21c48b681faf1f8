// Reads all rows of a table.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "class_name_order.hpp"
#include "csv_rows.hpp"
#include "csv_table.hpp"

namespace runner {

struct CsvExamples {
  Examples examples;               // without labels if the table has none
  LabelRange range;                // of labels that are numbers, over all rows
  std::vector<std::string> names;  // those that were collected, over all rows, sorted
  bool decimal_commas = false;
};

// Turns the indices of collected names into positions in the returned list, which is sorted.
template <typename Value>
std::vector<std::string> merge_names(std::deque<CsvRows<Value>>& parts) {
  CsvNames all;
  for (const auto& part : parts) all.insert(part.found.names.begin(), part.found.names.end());
  std::vector<std::string> names;
  for (const auto& [name, ignored] : all) names.push_back(name);
  if (names.empty()) return names;
  sort_class_names(names);
  for (std::uint32_t i = 0; i < names.size(); ++i) all[names[i]] = i;
  for (auto& part : parts) {
    std::vector<std::uint32_t> positions(part.found.names.size());
    for (const auto& [name, index] : part.found.names) positions[index] = all[name];
    for (auto& label : part.labels) label = positions[label];
  }
  return names;
}

template <typename Value>
LabelRange merge_ranges(const std::deque<CsvRows<Value>>& parts) {
  CsvFoundLabels all;
  for (const auto& part : parts) {
    if (!part.found.any) continue;
    all.include(part.found.range.smallest);
    all.include(part.found.range.largest);
  }
  return all.range;
}

// Whether numbers have decimal commas. Throws: Error (damaged) if some have points.
template <typename Value>
bool merge_marks(const std::deque<CsvRows<Value>>& parts, std::uint64_t limit) {
  std::string comma;
  std::string point;
  std::uint64_t rows = 0;
  for (const auto& part : parts) {
    if (comma.empty()) comma = part.marks.comma;
    if (point.empty()) point = part.marks.point;
    rows += part.rows();
    if (limit != 0 && rows >= limit) break;
  }
  if (!comma.empty() && !point.empty()) {
    throw Error(ErrorCode::damaged,
                comma + ": this number has a comma, but the one at " + point +
                    " has a decimal point, so the comma may mean thousands. Write all numbers in "
                    "the same way.");
  }
  return !comma.empty();
}

// Reads the rows of an open table, at most `limit` (0: all), on all cores.
// Throws: Error (damaged), with the place, for the first row that does not have the layout; for a
// table without rows.
template <typename Value>
CsvExamples read_rows(CsvTable& table, CsvLayout layout, const CsvLabels& labels,
                      std::uint64_t limit) {
  layout.first_row = table.first.first_line;
  const CsvRowParser<Value> parser(
      table.name(), table.separator,
      table.has_header ? table.column_names() : std::vector<std::string>(), layout, labels, limit);
  using Parts = formats::CsvParts<CsvRows<Value>>;
  typename Parts::Parse skim;
  if (parser.needs_skimming()) {
    skim = [&](const formats::CsvBlock& block, CsvRows<Value>& rows) { parser.skim(block, rows); };
  }
  Parts reading(
      table.blocks, limit,
      [&](const formats::CsvBlock& block, CsvRows<Value>& rows) { parser.parse(block, rows); },
      skim);
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  auto parts = reading.read(std::move(table.first), threads);
  CsvExamples read;
  read.range = merge_ranges(parts);
  read.names = merge_names(parts);
  read.decimal_commas = merge_marks(parts, limit);
  read.examples = examples_of(std::move(parts), layout.inputs, limit);
  if (read.examples.labels.empty()) {
    table.fail(0, "this is a header, but no rows follow it.");
  }
  if (!layout.has_label) read.examples.labels.clear();
  return read;
}

inline CsvExamples read_rows(const CsvOptions& options, CsvTable& table, const CsvLayout& layout,
                             const CsvLabels& labels, std::uint64_t limit) {
  return options.values_are_bytes() ? read_rows<std::uint8_t>(table, layout, labels, limit)
                                    : read_rows<double>(table, layout, labels, limit);
}

}  // namespace runner
