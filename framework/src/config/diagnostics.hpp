// SourceLocation: where the user wrote a value. Diagnostics: the errors found there.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace runner {

// A place in a file or an argument. `source` is the file's path as given, or "command line, " and
// the argument. Line and column count from 1, columns in bytes; 0 means unknown.
struct SourceLocation {
  std::shared_ptr<const std::string> source;
  std::size_t line = 0;
  std::size_t column = 0;

  std::string_view name() const;  // of the source; empty without one
  // "x.yaml:3:12", "command line, optimizer.alpha=x:17", "x.yaml".
  std::string text() const;
};

// Collects errors, so that all errors of a file are reported at once.
class Diagnostics {
 public:
  void error(const SourceLocation& location, std::string_view sentence);

  bool empty() const { return errors_.empty(); }
  std::size_t count() const { return errors_.size(); }

  // Throws: Error (invalid_input) if there are any, with one line per error, sorted by place
  // without repeats. Files come before command line arguments, in the order of their first errors.
  void throw_if_any() const;

 private:
  struct Entry {
    SourceLocation location;
    std::string line;
  };
  std::vector<Entry> errors_;
};

}  // namespace runner
