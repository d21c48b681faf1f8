// How other tools, and people, write the values of a parameter, for errors that show this program's
// form.
#pragma once

#include <optional>
#include <string>

#include "config/value.hpp"

namespace runner {

// Recognises W&B's {values: [...]}, {value: x} and {min: a, max: b}; Optuna's, Ray's and other
// maps with choices, low and high, or lower and upper; Hydra's choice(a, b), range(a, b) and
// interval(a, b); lists and ranges without brackets, 0.1,0.2 and 0..9; a single plugin with
// options. Returns the value that says the same in sweep.parameters: a list or a map such as
// {uniform: [a, b]}. Returns nothing for other values.
std::optional<Value> our_form(const Value& value);

// "`optimizer.alpha: [0.1, 0.2]`", for a file; "'sweep.parameters.optimizer.alpha=[0.1, 0.2]'", for
// an override.
std::string as_entry(const std::string& key, const Value& ours);
std::string as_override(const std::string& key, const Value& ours);

// "--sweep 'optimizer.alpha=0.1,0.2'", for the command line.
std::string as_option(const std::string& key, const Value& ours);

}  // namespace runner
