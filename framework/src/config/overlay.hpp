#pragma once

#include "config/value.hpp"

namespace runner {

// Lays a config over another, key by key, as overrides are laid over a config: lists and values are
// replaced; another plugin drops the options of the one before; `iterations` replaces `epochs` and
// vice versa; the values of a sweep's parameter are replaced as one; a null restores the default.
// Replaces a `lower` that is not a map, and ignores an `upper` that is not one.
void lay_over(Value& lower, Value upper);

// Lets the nulls that were written in `value`, or in maps inside it, restore defaults.
void restore_defaults(Value& value);

}  // namespace runner
