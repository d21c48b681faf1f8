#include "compare/merge_keys.hpp"

#include <algorithm>

namespace runner {

void merge_keys(std::vector<std::string>& keys, const FlatConfig& config) {
  std::size_t place = 0;
  for (const auto& item : config) {
    if (place < keys.size() && keys[place] == item.first) {
      ++place;
      continue;
    }
    const auto found = std::find(keys.begin(), keys.end(), item.first);
    const auto at = found == keys.end()
                        ? keys.insert(keys.begin() + static_cast<std::ptrdiff_t>(place), item.first)
                        : found;
    place = static_cast<std::size_t>(at - keys.begin()) + 1;
  }
}

}  // namespace runner
