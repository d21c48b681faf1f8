#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/diagnostics.hpp"

namespace runner {

// A key of the config that a sweep varies.
struct ParameterKey {
  std::string path;         // "optimizer.alpha"
  SourceLocation location;  // where it is written
};

// Reads one key, or several that go together, with commas between them.
// Returns nothing, and adds an error to `diagnostics`, if one of them cannot vary or is repeated.
std::vector<ParameterKey> read_parameter_keys(const std::string& text,
                                              const SourceLocation& location,
                                              Diagnostics& diagnostics);

// Reports keys that are given twice, and keys that replace others given before them, as `optimizer`
// replaces `optimizer.alpha`.
void check_parameter_keys(const std::vector<ParameterKey>& keys, Diagnostics& diagnostics);

// Whether setting `path` would replace the value at `other`, which is below it.
bool replaces(const std::string& path, const std::string& other);

// "batch_size, optimizer.alpha"
std::string names_of(const std::vector<ParameterKey>& keys);

// Whether a map with this key alone is one of the forms of values: "choice", "range", ...
bool is_parameter_form(std::string_view key);

// The keys of those maps.
const std::vector<std::string>& parameter_forms();

}  // namespace runner
