#include "formats/known_format.hpp"

#include "formats/file_signatures.hpp"

namespace runner::formats {

std::string known_format(std::string_view start) {
  if (start.empty()) return "an empty file";
  if (const auto* const signature = find_signature(start)) {
    return std::string(signature->description);
  }
  for (const std::string_view page : {"<!DOCTYPE", "<!doctype", "<html"}) {
    if (start.starts_with(page)) return "a web page, perhaps a download's error message";
  }
  return {};
}

}  // namespace runner::formats
