#include "config/diagnostics.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace runner {

std::string Origin::text() const {
  const std::string_view name = source ? std::string_view(*source) : "";
  if (line != 0) return fmt::format("{}:{}:{}", name, line, column);
  if (column != 0) return fmt::format("{}:{}", name, column);
  return std::string(name);
}

void Diagnostics::error(const Origin& origin, std::string_view sentence) {
  errors_.push_back({origin, fmt::format("{}: {}", origin.text(), sentence)});
}

void Diagnostics::throw_if_any() const {
  if (errors_.empty()) return;
  auto sorted = errors_;
  const auto place = [](const Error& error) {
    const bool in_file = error.origin.line != 0;
    return std::tuple(!in_file, error.origin.line, error.origin.column);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Error& a, const Error& b) { return place(a) < place(b); });
  std::string message;
  std::set<std::string_view> told;
  for (const auto& error : sorted) {
    if (!told.insert(error.line).second) continue;
    if (!message.empty()) message += '\n';
    message += error.line;
  }
  throw InputError(message);
}

}  // namespace runner
