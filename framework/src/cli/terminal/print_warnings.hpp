#pragma once

#include <string>
#include <vector>

namespace runner {

class Catalog;

// Prints each warning as a line on standard error.
void print_warnings(const std::vector<std::string>& warnings);

// Prints the warnings about plugin folders and a warning for each file that is not a usable plugin.
void print_warnings(const Catalog& catalog);

}  // namespace runner
