#include "compare/column_widths.hpp"

#include <algorithm>
#include <numeric>

#include "base/text_width.hpp"

namespace runner {
namespace {

constexpr std::size_t readable_text = 32;  // texts are shortened to it before columns are dropped
constexpr std::size_t shortest_text = 8;

struct ColumnSize {
  std::size_t title = 0;
  std::size_t cell = 0;  // the widest

  std::size_t natural() const { return std::max(title, cell); }
};

std::vector<ColumnSize> measure(const TextTable& table) {
  std::vector<ColumnSize> sizes;
  for (const auto& column : table.columns) sizes.push_back({display_width(column.title), 0});
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      sizes[i].cell = std::max(sizes[i].cell, display_width(row[i]));
    }
  }
  return sizes;
}

// The columns that are shown, and how far each may be narrowed.
class Fitting {
 public:
  Fitting(const TextTable& table, std::size_t width)
      : table_(table), sizes_(measure(table)), width_(width), shown_(sizes_.size()) {
    std::iota(shown_.begin(), shown_.end(), 0);
  }

  std::optional<ColumnWidths> fit() {
    while (true) {
      if (const auto fitted = fit_shown(readable_text)) return fitted;
      if (!drop_one()) return fit_shown(shortest_text);
    }
  }

 private:
  // Fits the shown columns, narrowing the widest texts and titles to `min_text` at the least.
  std::optional<ColumnWidths> fit_shown(std::size_t min_text) const {
    std::vector<std::size_t> natural;
    std::vector<std::size_t> least;
    for (const std::size_t i : shown_) {
      const bool is_text = table_.columns[i].align == TextColumn::Align::left;
      natural.push_back(sizes_[i].natural());
      least.push_back(is_text ? std::min(natural.back(), min_text)
                              : std::max(sizes_[i].cell, std::min(sizes_[i].title, min_text)));
    }
    for (const std::size_t gap : {2, 1}) {
      if (sum(natural) <= room(gap)) return ColumnWidths{shown_, natural, gap};
    }
    if (sum(least) > room(1)) return std::nullopt;
    return ColumnWidths{shown_, narrowed(natural, least, room(1)), 1};
  }

  // Lowers the widest to one common width, which gives `total` columns in all or nearly all, and
  // deals out the remaining columns from the left.
  static std::vector<std::size_t> narrowed(const std::vector<std::size_t>& natural,
                                           const std::vector<std::size_t>& least,
                                           std::size_t total) {
    const auto with_limit = [&](std::size_t limit) {
      std::vector<std::size_t> widths;
      for (std::size_t i = 0; i < natural.size(); ++i) {
        widths.push_back(std::clamp(limit, least[i], natural[i]));
      }
      return widths;
    };
    std::size_t fits = 0;
    std::size_t too_wide = *std::max_element(natural.begin(), natural.end());
    while (too_wide - fits > 1) {
      const std::size_t middle = fits + (too_wide - fits) / 2;
      (sum(with_limit(middle)) <= total ? fits : too_wide) = middle;
    }
    std::vector<std::size_t> widths = with_limit(fits);
    std::size_t remaining = total - sum(widths);
    for (std::size_t i = 0; i < widths.size() && remaining > 0; ++i) {
      if (widths[i] != fits || widths[i] == natural[i]) continue;
      ++widths[i];
      --remaining;
    }
    return widths;
  }

  // The columns that the cells may take in all.
  std::size_t room(std::size_t gap) const {
    const std::size_t gaps = gap * (shown_.size() - 1);
    return width_ > gaps ? width_ - gaps : 0;
  }

  static std::size_t sum(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  }

  // Returns false if all columns are required.
  bool drop_one() {
    const auto priority = [this](std::size_t i) { return table_.columns[i].priority; };
    const auto last_lowest =
        std::min_element(shown_.rbegin(), shown_.rend(),
                         [&](std::size_t a, std::size_t b) { return priority(a) < priority(b); });
    if (shown_.size() == 1 || priority(*last_lowest) == TextColumn::required) return false;
    shown_.erase(std::next(last_lowest).base());
    return true;
  }

  const TextTable& table_;
  std::vector<ColumnSize> sizes_;
  std::size_t width_;
  std::vector<std::size_t> shown_;
};

}  // namespace

std::optional<ColumnWidths> fit_columns(const TextTable& table, std::optional<std::size_t> width) {
  return Fitting(table, width.value_or(std::numeric_limits<std::size_t>::max())).fit();
}

}  // namespace runner
