#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <runner/dataset.hpp>

namespace runner {

// Why examples from a plugin cannot be used: there are none or too many, they have another number
// of labels, an example has another number of values than its shape, or a value is not finite. A
// clause about `what`, such as "the pool"; nothing if all is well.
std::optional<std::string> examples_problem(const Examples& examples, std::string_view what,
                                            const InputShape& shape);

}  // namespace runner
