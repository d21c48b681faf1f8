#pragma once

#include <memory>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class FormatterBase;
}

namespace runner {

// Lays out --help in 80 columns: descriptions are wrapped, an option's beside its name.
std::shared_ptr<CLI::FormatterBase> make_help_formatter();

}  // namespace runner
