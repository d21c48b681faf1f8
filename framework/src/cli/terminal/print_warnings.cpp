#include "cli/terminal/print_warnings.hpp"

#include <fmt/format.h>

#include "base/log_stderr.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

void print_warnings(const std::vector<std::string>& warnings) {
  for (const auto& warning : warnings) log_stderr(fmt::format("warning: {}\n", warning));
}

void print_warnings(const Catalog& catalog) {
  print_warnings(catalog.warnings());
  for (const auto& file : catalog.unusable()) print_warnings({file.sentence});
}

}  // namespace runner
