#include "config/diagnostics.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace runner {

std::string SourceLocation::text() const {
  const std::string_view name = source ? std::string_view(*source) : "";
  if (line != 0) return fmt::format("{}:{}:{}", name, line, column);
  if (column != 0) return fmt::format("{}:{}", name, column);
  return std::string(name);
}

void Diagnostics::error(const SourceLocation& location, std::string_view sentence) {
  errors_.push_back({location, fmt::format("{}: {}", location.text(), sentence)});
}

void Diagnostics::throw_if_any() const {
  if (errors_.empty()) return;
  auto sorted = errors_;
  const auto place = [](const Entry& error) {
    const bool in_file = error.location.line != 0;
    return std::tuple(!in_file, error.location.line, error.location.column);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Entry& a, const Entry& b) { return place(a) < place(b); });
  std::string message;
  std::set<std::string_view> seen;
  for (const auto& error : sorted) {
    if (!seen.insert(error.line).second) continue;
    if (!message.empty()) message += '\n';
    message += error.line;
  }
  throw Error(ErrorCode::invalid_input, message);
}

}  // namespace runner
