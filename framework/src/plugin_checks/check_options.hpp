#pragma once

#include <vector>

#include "plugin_checks/subject.hpp"
#include "plugin_host/option_describer.hpp"

namespace runner {

// Checks that hold for the options of any plugin.
void check_options(const Subject& subject, CheckLog& log);

// `options` with one of them set.
Value with_option(const Value& options, std::string_view name, Value value);

// Throws Skipped when `subject.options` lacks an option that the plugin needs.
void require_options(const Subject& subject);

// The subject itself, then variants with one option changed that `subject.options` does not set:
// each other value of a choice or boolean and, of an activation, another value of a number.
std::vector<Subject> variants_of(const Subject& subject);

}  // namespace runner
