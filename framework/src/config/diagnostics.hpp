// Where a value was written, and the errors found in what the user wrote.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace runner {

// A place in something the user wrote. `source` is a file's path as given, or "command line, " with
// the argument. Line and column count from 1; 0 means that there is none to name. Columns count
// bytes.
struct SourceLocation {
  std::shared_ptr<const std::string> source;
  std::size_t line = 0;
  std::size_t column = 0;

  // "x.yaml:3:12", "command line, optimizer.alpha=x:17", "x.yaml".
  std::string text() const;
};

// Collects errors so that all of a file's are reported at once.
class Diagnostics {
 public:
  void error(const SourceLocation& location, std::string_view sentence);

  bool empty() const { return errors_.empty(); }

  // Throws an InputError with one line an error, in the order of their places, none twice. Files
  // come before command line arguments.
  void throw_if_any() const;

 private:
  struct Entry {
    SourceLocation location;
    std::string line;
  };
  std::vector<Entry> errors_;
};

}  // namespace runner
