#pragma once

#include <string>

#include <runner/options.hpp>

#include "base/error.hpp"

namespace runner {

// Calls `read`; its errors become errors of the option that names what it reads.
template <typename Read>
auto for_option(const std::string& option, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    throw OptionError(option, error.what());
  }
}

}  // namespace runner
