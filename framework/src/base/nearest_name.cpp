#include "base/nearest_name.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace runner {
namespace {

// Optimal string alignment distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

// In lower case, without what separates words: "leakyrelu" of "LeakyReLU", "leaky_relu".
std::string folded(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return text;
}

}  // namespace

std::string nearest_name(std::string_view written, const std::vector<std::string>& names) {
  // A longer text is not a typing error, and the table is quadratic.
  constexpr std::size_t max_length = 200;
  if (written.size() > max_length) return {};
  const std::string folded_text = folded(written);
  for (const auto& name : names) {
    if (!folded_text.empty() && folded(name) == folded_text) return name;
  }
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, written.size() / 3) + 1;
  for (const auto& name : names) {
    if (name.size() > max_length) continue;
    const std::size_t distance = edit_distance(written, name);
    if (distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view written, const std::vector<std::string>& names) {
  const std::string nearest = nearest_name(written, names);
  return nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest);
}

std::string join(const std::vector<std::string>& names, std::string_view last_separator) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? last_separator : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace runner
