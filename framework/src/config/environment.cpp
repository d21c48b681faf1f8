#include "config/environment.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include <fmt/format.h>

namespace runner {
namespace {

bool is_variable_name(std::string_view name) {
  const auto allowed = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
         std::all_of(name.begin(), name.end(), allowed);
}

// Expands `inside`, the text between the braces.
std::string expand_reference(std::string_view inside, const SourceLocation& location,
                             Diagnostics& diagnostics) {
  const auto separator = inside.find(":-");
  const bool has_default = separator != std::string_view::npos;
  const std::string name(inside.substr(0, separator));
  if (!is_variable_name(name)) {
    diagnostics.error(
        location,
        fmt::format("'${{{}}}' is not the name of an environment variable; write ${{NAME}} "
                    "or ${{NAME:-default}}, or $$ for a plain $.",
                    inside));
    return {};
  }
  const char* value = std::getenv(name.c_str());
  if (value != nullptr && (!has_default || *value != '\0')) return value;
  if (has_default) return std::string(inside.substr(separator + 2));
  diagnostics.error(location,
                    fmt::format("the environment variable {} is not set; set it, or give a "
                                "default with ${{{}:-default}}.",
                                name, name));
  return {};
}

}  // namespace

std::string expand_environment(std::string_view text, const SourceLocation& location,
                               Variables variables, Diagnostics& diagnostics) {
  std::string expanded;
  while (true) {
    const auto dollar = text.find('$');
    expanded += text.substr(0, dollar);
    if (dollar == std::string_view::npos) return expanded;
    text.remove_prefix(dollar);
    if (text.starts_with("$$")) {
      expanded += '$';
      text.remove_prefix(2);
    } else if (text.starts_with("${") && variables == Variables::refuse) {
      diagnostics.error(location,
                        "environment variables are not expanded here: files that this program "
                        "writes have none. If '${' is meant as text, write '$${'.");
      text.remove_prefix(2);
    } else if (text.starts_with("${")) {
      const auto end = text.find('}');
      if (end == std::string_view::npos) {
        diagnostics.error(location,
                          fmt::format("'{}' has no closing brace; write ${{NAME}}, or $$ for "
                                      "a plain $.",
                                      text));
        return expanded;
      }
      expanded += expand_reference(text.substr(2, end - 2), location, diagnostics);
      text.remove_prefix(end + 1);
    } else {
      expanded += '$';
      text.remove_prefix(1);
    }
  }
}

}  // namespace runner
