#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace runner {

// Why `path` is refused, as the end of a sentence, if it begins with '~' for a home folder, which
// only a shell expands.
// Returns nothing for other paths.
std::optional<std::string> home_path_error(std::string_view path);

}  // namespace runner
