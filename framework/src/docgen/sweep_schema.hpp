#pragma once

#include <nlohmann/json.hpp>

namespace runner {

// The JSON Schema (draft 7) of the config's key `sweep`. The values of its parameters are only
// checked by the program.
nlohmann::ordered_json sweep_schema();

}  // namespace runner
