#include "config/diagnostics.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace runner {

std::string_view SourceLocation::name() const {
  return source ? std::string_view(*source) : std::string_view();
}

std::string SourceLocation::text() const {
  if (line != 0) return fmt::format("{}:{}:{}", name(), line, column);
  if (column != 0) return fmt::format("{}:{}", name(), column);
  return std::string(name());
}

void Diagnostics::error(const SourceLocation& location, std::string_view sentence) {
  errors_.push_back({location, fmt::format("{}: {}", location.text(), sentence)});
}

void Diagnostics::throw_if_any() const {
  if (errors_.empty()) return;
  auto sorted = errors_;
  std::map<std::string_view, std::size_t> files;  // and their order
  for (const auto& error : errors_) files.emplace(error.location.name(), files.size());
  const auto place = [&](const Entry& error) {
    const SourceLocation& location = error.location;
    const bool in_file = location.line != 0;
    return std::tuple(!in_file, in_file ? files.at(location.name()) : 0, location.line,
                      location.column);
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
