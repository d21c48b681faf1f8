#include "base/quoted.hpp"

namespace runner {

std::string in_quotes(std::string_view text, std::size_t longest) {
  std::string start(text.substr(0, longest));
  for (char& c : start) {
    if (c < ' ' || c > '~') c = '?';
  }
  return "'" + start + (text.size() > longest ? "...'" : "'");
}

std::string first_names(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  constexpr std::size_t longest = 60;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    list += (i == 0 ? "" : ", ") + in_quotes(names[i], longest);
  }
  return names.size() > most ? list + " and " + std::to_string(names.size() - most) + " more"
                             : list;
}

}  // namespace runner
