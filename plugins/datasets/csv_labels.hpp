// Cells that are labels.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text_width.hpp"
#include "formats/csv_values.hpp"
#include "label_range.hpp"

namespace runner {

inline constexpr std::uint32_t max_csv_label = 65535;

// Names and their indices.
using CsvNames = std::map<std::string, std::uint32_t, std::less<>>;

// The labels that were found in some rows.
struct CsvFoundLabels {
  bool any = false;
  LabelRange range;  // of numbers
  CsvNames names;    // of names that are not known before: numbered in the order of appearance

  void include(std::uint32_t number) {
    range = any ? LabelRange{std::min(range.smallest, number), std::max(range.largest, number)}
                : LabelRange{number, number};
    any = true;
  }
};

// Reads labels in one of three ways.
class CsvLabels {
 public:
  // Whole numbers from `first` to `last`; their indices count from 0, too.
  static CsvLabels numbers(std::uint32_t first = 0, std::uint32_t last = max_csv_label) {
    CsvLabels labels(Kind::numbers);
    labels.first_ = first;
    labels.last_ = last;
    return labels;
  }

  // These names alone; the index of each is its position. `source`: "class_names".
  static CsvLabels known(const std::vector<std::string>& names, std::string source) {
    CsvLabels labels(Kind::known_names);
    labels.listed_ = names;
    labels.source_ = std::move(source);
    for (std::uint32_t i = 0; i < names.size(); ++i) labels.names_.emplace(names[i], i);
    return labels;
  }

  // Any names; they are collected.
  static CsvLabels any_names() { return CsvLabels(Kind::any_names); }

  // Whether rows after the limit matter, too.
  bool depend_on_all_rows() const { return kind_ != Kind::known_names; }

  // Reads the line's next cell. Returns false at the end of the line. A number is `label` as it is;
  // a name that is collected has its index in found.names.
  // Throws: Error (damaged), with the cell's place, if it is not such a label.
  bool next(formats::CsvReader& reader, CsvFoundLabels& found, std::uint32_t& label) const {
    formats::CsvCell cell;
    if (!reader.next_cell(cell)) return false;
    switch (kind_) {
      case Kind::numbers:
        label = number(reader, cell);
        found.include(label);
        break;
      case Kind::known_names:
        label = known_name(reader, cell);
        break;
      case Kind::any_names:
        label = new_name(reader, cell, found.names);
        break;
    }
    return true;
  }

 private:
  enum class Kind { numbers, known_names, any_names };

  explicit CsvLabels(Kind kind) : kind_(kind) {}

  std::uint32_t number(const formats::CsvReader& reader, const formats::CsvCell& cell) const {
    const std::uint32_t label = formats::parse_cell_uint(
        reader, cell,
        {.what = "label",
         .max = max_csv_label,
         .if_not_number = " For texts, set labels to names; if this is not the label's column, set "
                          "label or label_position.",
         .if_out_of_range = " If this is not the label's column, set label or label_position.",
         .if_missing = " Fill in the label or remove the row."});
    if (label < first_ || label > last_) {
      reader.fail(cell.column, in_quotes(cell.text) +
                                   " is not a label of the training data, which " + "are from " +
                                   std::to_string(first_) + " to " + std::to_string(last_) + ".");
    }
    return label;
  }

  std::uint32_t known_name(const formats::CsvReader& reader, const formats::CsvCell& cell) const {
    const auto found = names_.find(cell.text);
    if (found != names_.end()) return found->second;
    reader.fail(cell.column, in_quotes(cell.text, 60) + " is not one of the " + source_ + " " +
                                 first_names(listed_) + ".");
  }

  static std::uint32_t new_name(const formats::CsvReader& reader, const formats::CsvCell& cell,
                                CsvNames& names) {
    const auto found = names.find(cell.text);
    if (found != names.end()) return found->second;
    const std::string name(cell.text);
    if (formats::is_missing(name)) {
      reader.fail(cell.column,
                  (name.empty() ? "this label is empty" : in_quotes(name) + " is a missing label") +
                      std::string("; fill it in or remove the row. If it is a name, "
                                  "list all names in class_names."));
    }
    if (printable(name) != name) {
      reader.fail(cell.column,
                  "this name is not text in UTF-8; save the table in UTF-8 (iconv -t UTF-8).");
    }
    if (names.size() > max_csv_label) {
      reader.fail(cell.column, "this is the name number " + std::to_string(names.size() + 1) +
                                   ", so this is hardly the label's column; set label or "
                                   "label_position.");
    }
    return names.emplace(name, static_cast<std::uint32_t>(names.size())).first->second;
  }

  Kind kind_;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  std::vector<std::string> listed_;
  std::string source_;
  CsvNames names_;
};

}  // namespace runner
