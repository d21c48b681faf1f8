#include "compare/shortened_cells.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text_width.hpp"

namespace runner {
namespace {

constexpr std::string_view ellipsis = "…";

using Shortening = std::string (*)(std::string_view text, std::size_t width);

// Each takes a text that is wider than `width`, which is at least 1.
std::string without_end(std::string_view text, std::size_t width) {
  return std::string(start_within(text, width - 1)).append(ellipsis);
}

std::string without_front(std::string_view text, std::size_t width) {
  return std::string(ellipsis).append(end_within(text, width - 1));
}

std::string without_middle(std::string_view text, std::size_t width) {
  const std::size_t front = (width - 1) / 2;
  return std::string(start_within(text, front))
      .append(ellipsis)
      .append(end_within(text, width - 1 - front));
}

// "…/baseline/64da": whole names of a path, if they take at least half of the width.
std::string without_first_folders(std::string_view text, std::size_t width) {
  const std::string_view end = end_within(text, width - 1);
  const std::string_view whole_names = end.substr(std::min(end.find('/'), end.size()));
  const bool is_enough = display_width(whole_names) >= width / 2;
  return std::string(ellipsis).append(is_enough ? whole_names : end);
}

std::vector<std::string> shortened_by(Shortening shorten, const std::vector<std::string>& cells,
                                      std::size_t width) {
  std::vector<std::string> result;
  for (const auto& cell : cells) {
    result.push_back(display_width(cell) > width ? shorten(cell, width) : cell);
  }
  return result;
}

std::size_t count_distinct(const std::vector<std::string>& cells) {
  return std::set<std::string_view>(cells.begin(), cells.end()).size();
}

}  // namespace

std::string shortened(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  return width == 0 ? "" : without_end(text, width);
}

void shorten_cells(std::vector<std::string>& cells, std::size_t width) {
  const auto is_long = [width](const std::string& cell) { return display_width(cell) > width; };
  if (width == 0 || std::none_of(cells.begin(), cells.end(), is_long)) return;
  const bool are_paths = std::all_of(cells.begin(), cells.end(), [&](const std::string& cell) {
    return !is_long(cell) || cell.find('/') != std::string::npos;
  });
  const std::vector<Shortening> shortenings =
      are_paths ? std::vector<Shortening>{without_first_folders, without_front, without_middle,
                                          without_end}
                : std::vector<Shortening>{without_end, without_middle, without_front};
  const std::size_t distinct = count_distinct(cells);
  std::vector<std::string> best;
  std::size_t best_distinct = 0;
  for (const Shortening shorten : shortenings) {
    std::vector<std::string> candidate = shortened_by(shorten, cells, width);
    const std::size_t candidate_distinct = count_distinct(candidate);
    if (candidate_distinct <= best_distinct) continue;
    best = std::move(candidate);
    best_distinct = candidate_distinct;
    if (best_distinct == distinct) break;
  }
  cells = std::move(best);
}

}  // namespace runner
