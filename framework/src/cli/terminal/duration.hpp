#pragma once

#include <string>

namespace runner {

// "8.1 s", "4 min 09 s", "2 h 07 min".
std::string duration_text(double seconds);

}  // namespace runner
