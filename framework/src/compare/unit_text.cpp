#include "compare/unit_text.hpp"

#include <fmt/format.h>

#include "base/text_width.hpp"

namespace runner {

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string unit_name(const RunGroups& groups) {
  return groups.over == "seed" ? "seed" : "value of " + printable(groups.over);
}

std::string units_text(const RunGroups& groups, std::uint64_t count) {
  if (groups.over == "seed") return plural(count, "seed");
  return fmt::format("{} value{} of {}", count, count == 1 ? "" : "s", printable(groups.over));
}

std::string unit_names(const RunGroups& groups) {
  return groups.over == "seed" ? "seeds" : "values of " + printable(groups.over);
}

}  // namespace runner
