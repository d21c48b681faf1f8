#include "runs/predictions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "config/diagnostics.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

using Fields = std::vector<std::string_view>;

Fields split(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  Fields fields;
  while (true) {
    const std::size_t comma = line.find(',');
    fields.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

class PredictionReader {
 public:
  explicit PredictionReader(const fs::path& file) : file_(file), input_(file) {}

  std::vector<PredictionLine> read() {
    if (!input_ || !next_line()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: the file is missing or empty; a run that was not finished has "
                              "no predictions.",
                              file_.string()));
    }
    find_columns();
    std::vector<PredictionLine> predictions;
    while (next_line()) predictions.push_back(read_line());
    return predictions;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}:{}: {}.", file_.string(), line_number_, what));
  }

  bool next_line() {
    ++line_number_;
    return static_cast<bool>(std::getline(input_, line_));
  }

  void find_columns() {
    const Fields names = split(line_);
    constexpr std::array<std::string_view, 4> wanted = {"index", "label", "predicted",
                                                        "confidence"};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto found = std::find(names.begin(), names.end(), wanted[i]);
      if (found == names.end()) fail(fmt::format("there is no column '{}'", wanted[i]));
      columns_[i] = static_cast<std::size_t>(found - names.begin());
    }
  }

  template <typename Number>
  Number number(const Fields& fields, std::size_t i) const {
    if (columns_[i] >= fields.size()) fail("the line has too few columns");
    const std::string_view text = fields[columns_[i]];
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
      fail(fmt::format("'{}' is not a number that can stand here", text));
    }
    return value;
  }

  PredictionLine read_line() const {
    const Fields fields = split(line_);
    return {number<std::uint64_t>(fields, 0), number<std::uint32_t>(fields, 1),
            number<std::uint32_t>(fields, 2), number<double>(fields, 3)};
  }

  fs::path file_;
  std::ifstream input_;
  std::string line_;
  std::size_t line_number_ = 0;
  std::array<std::size_t, 4> columns_{};
};

}  // namespace

std::vector<PredictionLine> read_predictions(const fs::path& file) {
  return PredictionReader(file).read();
}

}  // namespace runner
