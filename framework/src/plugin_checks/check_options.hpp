#pragma once

#include <vector>

#include "plugin_checks/subject.hpp"
#include "plugin_host/option_describer.hpp"

namespace runner {

// Checks of the options of any kind of plugin.
void check_options(const Subject& subject, CheckLog& log);

// Returns `options` with one of them added or replaced.
Value with_option(const Value& options, std::string_view name, Value value);

// Throws: CheckSkipped if `subject.options` lacks a required option.
void require_options(const Subject& subject);

// Returns the subject itself, then variants with one option changed that `subject.options` does not
// set: each other value of a choice or boolean and, for activations, another value of a number.
std::vector<Subject> variants_of(const Subject& subject);

}  // namespace runner
