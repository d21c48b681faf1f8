#include "config/plugin_hint.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace runner {
namespace {

// Keys by which other programs' configs choose a class.
constexpr std::array<std::string_view, 12> naming_keys = {
    "type",     "name",   "kind",   "class",     "class_name", "class_path",
    "_target_", "target", "method", "algorithm", "function",   "id"};

// "adam" of "torch.optim.Adam"
std::string last_part(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string part(dot == std::string_view::npos ? name : name.substr(dot + 1));
  std::transform(part.begin(), part.end(), part.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return part;
}

std::string hint(std::string_view name) { return fmt::format(" Did you mean `plugin: {}`?", name); }

}  // namespace

std::string plugin_hint(const MapEntry& entry) {
  const bool has_no_value = entry.value.is_null() && !entry.value.is_written_null();
  if (has_no_value || entry.value.as_map() != nullptr) return hint(entry.key);
  const std::string* text = entry.value.as_text();
  const bool names =
      std::find(naming_keys.begin(), naming_keys.end(), entry.key) != naming_keys.end();
  return names && text != nullptr ? hint(last_part(*text)) : "";
}

}  // namespace runner
