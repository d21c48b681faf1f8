#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/value.hpp"

namespace runner {

// Applies arguments of the form key.path=value to a config's tree, in their order. The value is
// YAML; its location is "command line, key.path=value:COLUMN". Missing maps are added, and a bare
// plugin name becomes a map first, so that optimizer.alpha=1 always works. What follows
// sweep.parameters. is one key. `iterations` replaces `epochs` and vice versa. A written null stays
// in the tree and restores the default when it is read. Errors: an argument without '=', an empty
// key or value, a key given twice, a path through a value that is not a map.
void apply_overrides(Value& tree, const std::vector<std::string>& arguments,
                     Diagnostics& diagnostics);

// Puts `value` at `path`, as the argument path=value would. `location` is the path's own, and
// `earlier` holds the paths that were set before it.
// Returns whether it succeeded; adds an error if not.
bool set_value(Value& tree, std::string_view path, const SourceLocation& location, Value value,
               const std::vector<std::string>& earlier, Diagnostics& diagnostics);

// Whether `path` is keys joined by single dots.
bool is_key_path(std::string_view path);

}  // namespace runner
