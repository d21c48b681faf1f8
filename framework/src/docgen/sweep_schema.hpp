#pragma once

#include <nlohmann/json_fwd.hpp>

namespace runner {

// The JSON Schema (draft 7) of the config's key `sweep`, without a description. Whether the values
// of its parameters suit their keys is left to the program.
nlohmann::ordered_json sweep_schema();

}  // namespace runner
