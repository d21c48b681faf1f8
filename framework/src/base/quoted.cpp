#include "base/quoted.hpp"

namespace runner {

std::string in_quotes(std::string_view text, std::size_t max_bytes) {
  std::string start(text.substr(0, max_bytes));
  for (char& c : start) {
    if (c < ' ' || c > '~') c = '?';
  }
  return "'" + start + "'";
}

std::string first_names(const std::vector<std::string>& names) {
  constexpr std::size_t max_names = 5;
  constexpr std::size_t max_bytes = 60;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < max_names; ++i) {
    list += (i == 0 ? "" : ", ") + in_quotes(names[i], max_bytes);
  }
  return names.size() > max_names
             ? list + " and " + std::to_string(names.size() - max_names) + " more"
             : list;
}

}  // namespace runner
