#pragma once

#include <string>

#include "plugin_host/bound_plugin.hpp"

namespace runner {

struct ExampleLayout;
struct Examples;

// Has the dataset plugin read one more file for a network that was trained on data of `layout`, and
// checks what it returns. `file` is "-" for standard input.
// Returns examples without labels if the file has none.
// Throws: Error (invalid_input), a sentence that names the file.
Examples read_examples(const BoundPlugin& dataset, const std::string& file,
                       const ExampleLayout& layout);

}  // namespace runner
