#include "runs/predictions.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/regular_file.hpp"
#include "runs/csv_cells.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t max_predictions_bytes = std::uint64_t{16} << 30;
constexpr std::array<std::string_view, 4> names = {"index", "label", "predicted", "confidence"};
constexpr std::string_view class_name_columns = "label_name,predicted_name";

std::size_t line_size(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) return i;
  }
  return text.size();
}

// Reads the text of a file line by line.
class PredictionReader {
 public:
  PredictionReader(const fs::path& file, std::string_view text, const ClassLabels& classes)
      : file_(file), text_(text), classes_(classes) {}

  std::vector<PredictionLine> read() {
    if (!next_line()) fail("the file is empty");
    find_columns();
    std::vector<PredictionLine> predictions;
    while (next_line()) predictions.push_back(read_line());
    return predictions;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(ErrorCode::damaged, fmt::format("{}:{}: {}.", file_.string(), line_number_, what));
  }

  bool next_line() {
    ++line_number_;
    if (text_.empty()) return false;
    const std::size_t size = line_size(text_);
    line_ = text_.substr(0, size);
    text_.remove_prefix(std::min(size + 1, text_.size()));
    return true;
  }

  void find_columns() {
    const Cells found_names = split_cells(line_);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto found = std::find(found_names.begin(), found_names.end(), names[i]);
      if (found == found_names.end()) fail(fmt::format("there is no column '{}'", names[i]));
      columns_[i] = static_cast<std::size_t>(found - found_names.begin());
    }
  }

  template <typename Number>
  Number number(const Cells& cells, std::size_t i) const {
    if (columns_[i] >= cells.size()) fail("the line has too few columns");
    const std::string_view cell = cells[columns_[i]];
    const auto value = parse_cell<Number>(cell);
    if (!value) fail(fmt::format("'{}' is not a number that {} can be", cell, names[i]));
    return *value;
  }

  std::uint32_t class_index(const Cells& cells, std::size_t i) const {
    const auto label = number<std::uint32_t>(cells, i);
    if (label < classes_.first_label || label - classes_.first_label >= classes_.names.size()) {
      fail(fmt::format("{} is {}, which is not a class of this run", names[i], label));
    }
    return label - classes_.first_label;
  }

  PredictionLine read_line() const {
    const Cells cells = split_cells(line_);
    const auto confidence = number<double>(cells, 3);
    if (!(confidence >= 0 && confidence <= 1)) {
      fail(fmt::format("confidence is {}, which is not a probability", confidence));
    }
    return {number<std::uint64_t>(cells, 0), class_index(cells, 1), class_index(cells, 2),
            confidence};
  }

  const fs::path& file_;
  std::string_view text_;  // what was not read yet
  const ClassLabels& classes_;
  std::string_view line_;
  std::size_t line_number_ = 0;
  std::array<std::size_t, names.size()> columns_{};
};

}  // namespace

void write_predictions(const fs::path& folder, const ClassLabels& classes,
                       std::span<const PredictionLine> lines) {
  std::string text = fmt::format("{},{}\n", fmt::join(names, ","), class_name_columns);
  for (const auto& line : lines) {
    text +=
        fmt::format("{},{},{},{:.17g},{},{}\n", line.index, classes.first_label + line.label,
                    classes.first_label + line.predicted, line.confidence,
                    csv_cell(classes.names[line.label]), csv_cell(classes.names[line.predicted]));
  }
  write_file_atomically(folder / file_names::predictions, text);
}

std::vector<PredictionLine> read_predictions(const fs::path& folder, const ClassLabels& classes) {
  const fs::path file = folder / file_names::predictions;
  std::error_code error;
  const std::string text = read_regular_file(file, max_predictions_bytes, error);
  if (error == std::errc::no_such_file_or_directory) {
    throw Error(ErrorCode::not_found,
                fmt::format("{}: the file does not exist; a run that did not finish has no "
                            "predictions.",
                            file.string()));
  }
  if (error) {
    throw Error(ErrorCode::not_readable,
                fmt::format("{}: the file cannot be read: {}.", file.string(), error.message()));
  }
  return PredictionReader(file, text, classes).read();
}

}  // namespace runner
