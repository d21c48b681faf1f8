#pragma once

#include <cstdlib>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace runner::test {

// Prints the line that makes ctest count the test as skipped. The caller then returns.
inline void skip(std::string_view why) { fmt::print("SKIPPED: {}.\n", why); }

// The folder with MNIST's files. If it is unknown, calls skip() and returns nullopt.
inline std::optional<std::string> mnist_folder() {
  const char* folder = std::getenv("MNIST_DIR");
  if (folder != nullptr && *folder != '\0') return folder;
  skip("MNIST_DIR is unset; scripts/get-mnist downloads the files");
  return std::nullopt;
}

}  // namespace runner::test
